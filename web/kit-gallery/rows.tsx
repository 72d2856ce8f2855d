import { useState } from 'react'
import { Button, EmptyState, Pagination, Panel, Stack, Table, TabLinks, Tag, Toolbar, type Column } from '../kit/index.ts'

interface Row { readonly id: string, readonly number: string, readonly subject: string, readonly from: string, readonly until: string, readonly state: readonly ['info' | 'success' | 'warning' | 'error', string] }

const rows: readonly Row[] = [
  { id: '1', number: 'KUVZ 101/2026', subject: 'Žádost o povolení kácení dřevin u silnice II/602', from: 'Obec Hojkov', until: '25. 11. 2026', state: ['warning', 'Zbývají 2 dny'] },
  { id: '2', number: 'KUVZ 102/2026', subject: 'Stížnost na hluk z provozovny', from: 'Marie Svobodová', until: '18. 11. 2026', state: ['error', 'Po lhůtě'] },
  { id: '3', number: 'KUVZ 103/2026', subject: 'Žádost o dotaci z programu Obnova venkova', from: 'Městys Štoky', until: '21. 12. 2026', state: ['info', 'Vyřizuje se'] },
  { id: '4', number: 'KUVZ 104/2026', subject: 'Dotaz na stav řízení', from: 'Petr Černý', until: '—', state: ['success', 'Vyřízen'] },
]
const columns: readonly Column<Row>[] = [
  { key: 'subject', title: 'Věc', heading: true, render: (row) => row.subject },
  { key: 'number', title: 'Číslo jednací', nowrap: true, render: (row) => row.number },
  { key: 'from', title: 'Od koho', render: (row) => row.from },
  { key: 'until', title: 'Lhůta', nowrap: true, align: 'end', render: (row) => row.until },
  { key: 'state', title: 'Stav', render: (row) => <Tag state tone={row.state[0]}>{row.state[1]}</Tag> },
]

export function Rows() {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(['1']))
  return (
    <Stack>
      <TabLinks label="Schránky" links={[
        { href: '/_kit', title: 'K vyřízení', count: 4, current: true }, { href: '/_kit?a', title: 'K podpisu', count: 12 }, { href: '/_kit?b', title: 'Sledované' }]} />
      <Table caption="K vyřízení" captionHidden columns={columns} rows={rows} rowKey={(row) => row.id} href={(row) => `/_kit?${row.id}`}
        selection={{ chosen, onChange: setChosen, name: (row) => row.subject }} />
      <Toolbar label="S vybranými" rest={<span className="muted">Vybráno: {chosen.size}</span>}>
        <Button look="primary" size="s">Podepsat vybrané</Button><Button size="s">Předat</Button><Button size="s" look="plain">Vrátit</Button>
      </Toolbar>
      <Pagination next={() => undefined}>Nejnovější nahoře</Pagination>
      <Panel title="V panelu, bez výběru" flush><Table caption="Dokumenty" captionHidden columns={columns.slice(0, 3)} rows={rows.slice(0, 2)} rowKey={(row) => row.id} /></Panel>
      <Table caption="Prázdná" columns={columns} rows={[]} rowKey={(row) => row.id} empty={(
        <EmptyState title="Nic nečeká" actions={<Button>Ukázat vyřízené</Button>}>Co vám kdo pošle, objeví se tady samo.</EmptyState>
      )} />
    </Stack>
  )
}
