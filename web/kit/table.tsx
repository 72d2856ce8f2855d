/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- the narrow layout takes the implicit roles away */
import type { ReactNode } from 'react'
import { useTexts } from './language.tsx'
import { kitTexts } from './texts.ts'

export interface Column<Row> {
  readonly key: string
  readonly title: string
  readonly render: (row: Row) => ReactNode
  /** The column that names the row: its cell is the row's heading and holds the link. Exactly one. */
  readonly heading?: boolean | undefined
  readonly align?: 'end' | undefined
  readonly nowrap?: boolean | undefined
}

export interface Selection<Row> {
  readonly chosen: ReadonlySet<string>
  readonly onChange: (chosen: ReadonlySet<string>) => void
  /** Names the row for a screen reader: »Vybrat {name}«. */
  readonly name: (row: Row) => string
}

interface TableProps<Row> {
  readonly caption: string
  readonly captionHidden?: boolean | undefined
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  /** A click anywhere on the row opens this. */
  readonly href?: ((row: Row) => string) | undefined
  readonly selection?: Selection<Row> | undefined
  /** Shown in place of a table without rows. */
  readonly empty?: ReactNode | undefined
}

/** A table where there is room, a list of cards in a narrow place; roles are written out because `display: block` would lose them. */
export function Table<Row>({ caption, captionHidden, columns, rows, rowKey, href, selection, empty }: TableProps<Row>) {
  if (rows.length === 0 && empty) return <div className="table-frame">{empty}</div>
  return (
    <div className="table-frame">
      <table className="table" role="table">
        <caption className={captionHidden ? 'visually-hidden' : undefined}>{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {selection && <th role="columnheader" scope="col" className="table__choose"><ChooseAll rows={rows} rowKey={rowKey} selection={selection} /></th>}
            {columns.map((column) => <th key={column.key} role="columnheader" scope="col" data-align={column.align}>{column.title}</th>)}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => {
            const key = rowKey(row)
            return (
              <tr key={key} role="row" data-chosen={selection?.chosen.has(key) || undefined}>
                {selection && <td role="cell" className="table__choose"><ChooseRow row={row} id={key} selection={selection} /></td>}
                {columns.map((column) => <Cell key={column.key} column={column} row={row} href={column.heading ? href?.(row) : undefined} />)}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function Cell<Row>({ column, row, href }: { column: Column<Row>, row: Row, href: string | undefined }) {
  const content = column.render(row)
  const shape = { 'data-align': column.align, 'data-nowrap': column.nowrap || undefined }
  if (!column.heading) return <td role="cell" {...shape} data-label={column.title}>{content}</td>
  return <th role="rowheader" scope="row" {...shape}>{href ? <a className="table__link" href={href}>{content}</a> : content}</th>
}

function ChooseAll<Row>({ rows, rowKey, selection }: { rows: readonly Row[], rowKey: (row: Row) => string, selection: Selection<Row> }) {
  const t = useTexts(kitTexts)
  const all = rows.length > 0 && rows.every((row) => selection.chosen.has(rowKey(row)))
  const some = !all && rows.some((row) => selection.chosen.has(rowKey(row)))
  return (
    <label className="choice" data-bare>
      <input type="checkbox" aria-label={t.chooseAll} checked={all} ref={(box) => { if (box) box.indeterminate = some }}
        onChange={() => selection.onChange(new Set(all ? [] : rows.map(rowKey)))} />
    </label>
  )
}

function ChooseRow<Row>({ row, id, selection }: { row: Row, id: string, selection: Selection<Row> }) {
  const t = useTexts(kitTexts)
  const toggle = () => {
    const chosen = new Set(selection.chosen)
    if (!chosen.delete(id)) chosen.add(id)
    selection.onChange(chosen)
  }
  return (
    <label className="choice" data-bare>
      <input type="checkbox" aria-label={`${t.choose} ${selection.name(row)}`} checked={selection.chosen.has(id)} onChange={toggle} />
    </label>
  )
}
