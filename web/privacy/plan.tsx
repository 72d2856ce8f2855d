import { Panel, Stack, Table, useTexts } from '../kit/index.ts'
import type { Plan, PlannedItem } from './queries.ts'
import { sectionTexts } from './sections.ts'
import { privacyTexts } from './texts.ts'

/** What an erasure takes and what it leaves, and why. */
export function PlanLists({ plan, level = 2 }: { plan: Plan, level?: 2 | 3 }) {
  const t = useTexts(privacyTexts).erase
  return (
    <Stack>
      {plan.erased.length > 0 && <List title={t.goes} items={plan.erased} level={level} />}
      {plan.kept.length > 0 && <List title={t.stays} items={plan.kept} level={level} />}
    </Stack>
  )
}

function List({ title, items, level }: { title: string, items: readonly PlannedItem[], level: 2 | 3 }) {
  const t = useTexts(privacyTexts)
  const sections = useTexts(sectionTexts)
  return (
    <Panel title={<>{title} <span className="muted">({items.length})</span></>} level={level} flush>
      <Table caption={title} captionHidden rows={items} rowKey={({ place, id }) => `${place} ${id}`} columns={[
        { key: 'what', title: t.erase.what, heading: true, render: ({ title: name }) => <span className="privacy-name">{name}</span> },
        { key: 'section', title: t.what, render: ({ section }) => sections[section] },
        { key: 'why', title: t.retention, render: ({ hold }) => (hold ? t.hold(hold) : <span className="muted">{t.free}</span>) },
      ]} />
    </Panel>
  )
}
