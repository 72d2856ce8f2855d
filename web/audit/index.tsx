import type { NavigationItem } from '../shell/navigation.tsx'
import './audit.css'

export { logRoute } from './page.tsx'

export const auditNavigation: readonly NavigationItem[] = [
  { href: '/protokol', icon: 'book', title: { cs: 'Protokol', en: 'Log' }, roles: ['auditor', 'admin'] },
]
