import type { NavigationItem } from '../shell/navigation.tsx'
import { WaitingBadge } from './badge.tsx'
import './signing.css'

export { authoritiesRoute } from './authorities.tsx'
export { bookRoute } from './book.tsx'
export { ceremoniesRoute } from './ceremonies.tsx'
export { ceremonyRoute } from './ceremony.tsx'
export { signingRulesRoute } from './rules.tsx'

export const signingNavigation: readonly NavigationItem[] = [
  { href: '/podpis', icon: 'stamp', title: { cs: 'K podpisu', en: 'To sign' }, roles: ['head'], badge: WaitingBadge },
]
