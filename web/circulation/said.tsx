import { formatDate, Stack, useLanguage, useTexts } from '../kit/index.ts'
import { DueTag } from './due-tag.tsx'
import type { Item } from './item.ts'
import { OutcomeTag } from './outcome-tag.tsx'
import { circulationTexts } from './texts.ts'
import { Withdraw } from './withdraw.tsx'

/** Words of a person, as they wrote them. */
export const Said = ({ children }: { children: string }) => <p className="said">{children}</p>

/** Who did it, and in whose place. */
export function DoneBy({ item: { doneBy, doneFor } }: { item: Pick<Item, 'doneBy' | 'doneFor'> }) {
  const t = useTexts(circulationTexts)
  return doneBy && <>{doneBy.name}{doneFor && ` ${t.inPlaceOf(doneFor.name)}`}</>
}

/** The question once, then everybody who was asked it with their answer. */
export function GroupBody({ items }: { items: readonly Item[] }) {
  const question = items[0]?.instruction
  return (
    <Stack gap="s">
      {question && <Said>{question}</Said>}
      <ul className="statements">{items.map((item) => <li key={item.id}><Statement item={item} /></li>)}</ul>
    </Stack>
  )
}

function Statement({ item }: { item: Item }) {
  const t = useTexts(circulationTexts)
  const language = useLanguage()
  return (
    <>
      <div className="statements__head">
        <strong>{item.addressee.name}</strong>
        <OutcomeTag item={item} />
        {item.state === 'open' && <DueTag day={item.dueOn} />}
      </div>
      {item.doneAt && item.doneBy && <div className="muted small"><DoneBy item={item} />, {formatDate(language, item.doneAt, 'moment')}</div>}
      {item.state === 'open' && item.takenBy && <div className="muted small">{t.taken(item.takenBy.name)}</div>}
      {item.answer && <Said>{item.answer}</Said>}
      <Withdraw item={item} />
    </>
  )
}
