import { useState, type ReactNode } from 'react'
import { Button, Dialog, formatDate, Stack, Table, Tag, useLanguage, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { isRunning, substitutableKinds, type Substitution } from './substitution.ts'
import { substitutionTexts } from './texts-substitution.ts'

/** Substitutions that run or are planned; each may be ended by whom the server lets. */
export function SubstitutionList({ items, today, empty }: { items: readonly Substitution[], today: string, empty: ReactNode }) {
  const t = useTexts(substitutionTexts)
  const [ending, setEnding] = useState<Substitution | null>(null)
  return (
    <>
      <Table caption={t.list} captionHidden rows={items} rowKey={({ id }) => id} empty={empty} columns={[
        { key: 'person', title: t.columns.person, heading: true, render: ({ person }) => person.name },
        { key: 'substitute', title: t.columns.substitute, render: ({ substitute }) => substitute.name },
        { key: 'days', title: t.columns.days, render: (one) => <Days one={one} today={today} /> },
        { key: 'scope', title: t.columns.scope, render: (one) => <div>{scopeOf(one, t)}<span className="table__secondary">{one.basis}</span></div> },
        { key: 'end', title: t.columns.end, align: 'end', render: (one) => one.mayEnd && <Button size="s" onClick={() => setEnding(one)}>{t.end}</Button> },
      ]} />
      {ending && <EndDialog one={ending} onClose={() => setEnding(null)} />}
    </>
  )
}

function Days({ one, today }: { one: Substitution, today: string }) {
  const t = useTexts(substitutionTexts)
  const language = useLanguage()
  const days = one.startsOn === one.endsOn ? formatDate(language, one.startsOn, 'day') : `${formatDate(language, one.startsOn, 'day')} – ${formatDate(language, one.endsOn, 'day')}`
  return <div><span className="identity-period">{days}</span><div>{isRunning(one, today) ? <Tag state tone="success">{t.running}</Tag> : <Tag state>{t.planned}</Tag>}</div></div>
}

function scopeOf({ kinds, maySign }: Substitution, t: (typeof substitutionTexts)['cs']): string {
  const all = substitutableKinds.every((kind) => kinds.includes(kind))
  return [all ? t.everything : kinds.map((kind) => t.kinds[kind]).join(', '), maySign && t.signsToo].filter(Boolean).join('; ')
}

function EndDialog({ one, onClose }: { one: Substitution, onClose: () => void }) {
  const t = useTexts(substitutionTexts)
  const deed = useDeed(() => api.post(`/api/substitutions/${one.id}/end`, {}), { done: t.ended, onDone: onClose })
  return (
    <Dialog open onClose={onClose} title={t.endTitle} actions={<Button look="danger" busy={deed.isPending} onClick={() => deed.mutate()}>{t.end}</Button>}>
      <Stack>{deed.error && <Failure error={deed.error} />}<p>{t.endLead(one.substitute.name, one.person.name)}</p></Stack>
    </Dialog>
  )
}
