import type { NavigationItem } from '../shell/navigation.tsx'
import './records.css'

export { firstShown, wordingsOf, type RecordsDocument } from './document.ts'
export { findThings } from './find.ts'
export { documentsRoute } from './list.tsx'
export { documentRoute } from './page.tsx'
export { fileRoute } from './file-page.tsx'
export { filesRoute } from './file-list.tsx'
export { PreviewAt, PreviewPane } from './preview.tsx'
export { numberingRoute } from './numbering-page.tsx'
export { partiesRoute } from './party-list.tsx'
export { partyRoute } from './party-page.tsx'
export { planRoute } from './plan-page.tsx'
export { documentQuery } from './queries.ts'
export { TopSearch } from './search.tsx'
export { searchRoute } from './search-page.tsx'

export const recordsNavigation: readonly NavigationItem[] = [
  { href: '/dokumenty', icon: 'briefcase', title: { cs: 'Dokumenty', en: 'Documents' } },
  { href: '/spisy', icon: 'bookmarks', title: { cs: 'Spisy', en: 'Files' } },
  { href: '/hledat', icon: 'search', title: { cs: 'Hledání', en: 'Search' } },
  { href: '/rejstrik', icon: 'person', title: { cs: 'Jmenný rejstřík', en: 'Persons' } },
  { href: '/spisovy-plan', icon: 'book', title: { cs: 'Spisový plán', en: 'File plan' } },
  { href: '/ciselne-rady', icon: 'gear', title: { cs: 'Číselné řady', en: 'Numbering' }, roles: ['admin'] },
]
