import type { NavigationItem } from '../shell/navigation.tsx'
import './privacy.css'

export { erasureRoute } from './erasure-page.tsx'
export { privacyRoute } from './page.tsx'
export { SensitivePanel, SensitiveTag } from './sensitive.tsx'
export { partySubjectRoute, personSubjectRoute } from './subject-page.tsx'

export const privacyNavigation: readonly NavigationItem[] = [
  { href: '/osobni-udaje', icon: 'secured', title: { cs: 'Osobní údaje', en: 'Personal data' }, roles: ['dpo', 'admin'] },
]
