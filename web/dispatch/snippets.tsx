import { useQuery } from '@tanstack/react-query'
import { SelectField, showToast, useTexts } from '../kit/index.ts'
import { filledSnippetsQuery } from './queries.ts'
import { dispatchTexts } from './texts.ts'

/** Prepared texts of the unit, put at the end of what is written, with the document's own particulars in them. */
export function Snippets({ documentId, onInsert }: { documentId: string, onInsert: (text: string) => void }) {
  const t = useTexts(dispatchTexts).snippets
  const items = useQuery(filledSnippetsQuery(documentId)).data?.items ?? []
  if (items.length === 0) return null
  const insert = (id: string) => {
    const chosen = items.find((item) => item.id === id)
    if (!chosen) return
    onInsert(chosen.text)
    if (chosen.missing.length > 0) showToast({ tone: 'warning', title: t.missing, text: chosen.missing.join(', ') })
  }
  return <SelectField label={t.insert} empty={t.choose} value="" onChange={(event) => insert(event.target.value)} options={items.map(({ id, title }) => ({ value: id, label: title }))} />
}
