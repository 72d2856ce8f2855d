import type { NavigationItem } from '../shell/navigation.tsx'
import './identity.css'

export { addresseeOf, directoryQuery, useDirectory, type Addressee, type Person } from './directory.ts'
export { Doorstep } from './doorstep.tsx'
export { loginRoute } from './login.tsx'
export { canUseKeys, registerKey } from './passkey.ts'
export { KeyFailure } from './key-failure.tsx'
export { ProveAgain } from './prove-again.tsx'
export { secondFactorRoute } from './second-factor.tsx'
export { SecondStep } from './second-step.tsx'
export { SubstitutionBoard, substitutionRoute } from './substitution-page.tsx'
export { identityTexts } from './texts.ts'
export { SignInForm } from './sign-in-form.tsx'

export const identityNavigation: readonly NavigationItem[] = [
  { href: '/zastupovani', icon: 'person', title: { cs: 'Zastupování', en: 'Substitution' } },
]
