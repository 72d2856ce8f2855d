import type { NavigationItem } from '../shell/navigation.tsx'
import './administration.css'

export { importRoute } from './import.tsx'
export { newPersonRoute, personRoute } from './person.tsx'
export { peopleRoute, substitutesRoute } from './people.tsx'
export { signInPolicyRoute } from './sign-in-policy.tsx'
export { unitsRoute } from './units.tsx'

export const administrationNavigation: readonly NavigationItem[] = [
  { href: '/sprava/lide', icon: 'gear', title: { cs: 'Správa', en: 'Administration' }, roles: ['admin', 'head'] },
]
