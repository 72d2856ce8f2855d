import { useState } from 'react'
import { Button, Panel, useTexts } from '../kit/index.ts'
import { forgetSearches, recentSearches } from './recent-searches.ts'
import { searchTexts } from './texts-search.ts'

/** Before anything is asked: what was asked lately, and what can be asked. */
export function SearchStart() {
  const t = useTexts(searchTexts)
  const [lately, setLately] = useState(recentSearches)
  const forget = () => { forgetSearches(); setLately([]) }
  const address = (q: string) => `/hledat?${new URLSearchParams({ q })}`
  return (
    <>
      {lately.length > 0 && (
        <Panel title={t.recent} actions={<Button look="plain" size="s" onClick={forget}>{t.forget}</Button>}>
          <ul className="search-recent">{lately.map((text) => <li key={text}><a href={address(text)}>{text}</a></li>)}</ul>
        </Panel>
      )}
      <Panel title={t.startTitle}>
        <dl className="search-help">{t.help.map(([typed, does]) => <div key={typed}><dt><code>{typed}</code></dt><dd>{does}</dd></div>)}</dl>
      </Panel>
    </>
  )
}
