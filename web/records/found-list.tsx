import { useDirectory } from '../identity/index.tsx'
import { formatDate, Tag, useLanguage, useTexts } from '../kit/index.ts'
import { pageOf, type Found } from './found.ts'
import { Marked } from './marked.tsx'
import { StandingTag } from './standing-tag.tsx'
import { searchTexts } from './texts-search.ts'

/** What was found, documents, files and parties alike, in the order of the server. */
export function FoundList({ items }: { items: readonly Found[] }) {
  return <ol className="found">{items.map((item) => <li key={item.id} className="found__item"><FoundOne item={item} /></li>)}</ol>
}

function FoundOne({ item }: { item: Found }) {
  const t = useTexts(searchTexts)
  return (
    <>
      <div className="found__head">
        <Tag tone={item.kind === 'document' ? 'info' : 'neutral'}>{t.kind[item.kind]}</Tag>
        <a className="found__link table__link" href={pageOf(item)}><Marked of={item.title} /></a>
        {item.kind === 'document' && <StandingTag document={item} />}
      </div>
      {item.kind === 'party' ? (item.detail.text && <p className="found__facts"><Marked of={item.detail} /></p>) : <Facts item={item} />}
      {item.kind === 'document' && item.content && (
        <p className="found__content">
          <span className="found__name"><Marked of={item.content.name} /></span>
          {item.content.text && <> … <Marked of={item.content.text} /> …</>}
        </p>
      )}
    </>
  )
}

function Facts({ item }: { item: Exclude<Found, { kind: 'party' }> }) {
  const t = useTexts(searchTexts)
  const language = useLanguage()
  const { unitName, personName } = useDirectory()
  const facts = [
    <span key="number" className="records-number"><Marked of={item.number} /></span>,
    item.kind === 'document' ? <span key="file">{t.inFile} <span className="records-number"><Marked of={item.fileReference} /></span></span> : null,
    item.kind === 'document' && item.party ? <span key="party"><Marked of={item.party} /></span> : null,
    <span key="holder">{personName(item.holderPersonId) ?? unitName(item.holderUnitId)}</span>,
    <time key="day" dateTime={item.createdAt}>{formatDate(language, item.createdAt)}</time>,
  ]
  return <p className="found__facts">{facts}</p>
}
