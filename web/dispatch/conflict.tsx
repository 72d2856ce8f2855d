import { Button, Changes, Message, useTexts } from '../kit/index.ts'
import { wholeText } from './answer.ts'
import { dispatchTexts } from './texts.ts'
import type { Words } from './words.tsx'

interface ConflictProps {
  readonly title: string
  readonly mine: Words
  readonly theirs: Words
  readonly onMine: () => void
  readonly onTheirs: () => void
}

/** Two texts where one was expected. Neither is lost until a person has chosen. */
export function Conflict({ title, mine, theirs, onMine, onTheirs }: ConflictProps) {
  const t = useTexts(dispatchTexts).conflict
  return (
    <Message tone="warning" title={title} actions={
      <><Button size="s" look="primary" onClick={onMine}>{t.mine}</Button><Button size="s" onClick={onTheirs}>{t.theirs}</Button></>
    }>
      <p className="small">{t.lead}</p>
      <Changes before={wholeText(theirs)} after={wholeText(mine)} label={t.label} />
    </Message>
  )
}
