import type { NavigationItem } from '../shell/navigation.tsx'
import './circulation.css'

export { DueTag } from './due-tag.tsx'
export { bulkRoute } from './bulk-page.tsx'
export { useSelection, type InboxSelection } from './inbox-selection.ts'
export { inboxRoute } from './inbox.tsx'
export type { Wording } from './item.ts'
export { CirculationPanel } from './panel.tsx'
export { useAwaitedApprover } from './queries.ts'
export { unitLoadRoute } from './unit-load.tsx'

export const circulationNavigation: readonly NavigationItem[] = [
  { href: '/prace', icon: 'house', title: { cs: 'Moje práce', en: 'My work' } },
  { href: '/prace/utvar', icon: 'briefcase', title: { cs: 'Vytížení útvaru', en: 'Load of the unit' }, roles: ['head'] },
]
