import type { NavigationItem } from '../shell/navigation.tsx'
import './intake.css'

export { intakeRoute } from './list.tsx'
export { intakeItemRoute } from './page.tsx'
export { paperRoute } from './paper.tsx'
export { stampRoute } from './stamp.tsx'

export const intakeNavigation: readonly NavigationItem[] = [{ href: '/podatelna', icon: 'envelope', title: { cs: 'Podatelna', en: 'Registry' }, roles: ['registrar'] }]
