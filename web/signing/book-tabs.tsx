import { TabLinks, useTexts } from '../kit/index.ts'
import { signingTexts } from './texts.ts'

/** What waits, and what was signed. */
export function BookTabs({ current }: { current: 'book' | 'past' }) {
  const t = useTexts(signingTexts).tabs
  return <TabLinks label={t.label} links={[{ href: '/podpis', title: t.book, current: current === 'book' }, { href: '/podpis/seznamy', title: t.past, current: current === 'past' }]} />
}
