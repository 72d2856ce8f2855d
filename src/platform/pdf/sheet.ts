import { dayOf } from '../../kernel/day.ts'
import { drawableText } from './font.ts'
import { bindCzech, breakLongWords } from './typography.ts'

/** A working paper of the office, to be printed and signed by hand or kept as a record. In Czech, as its records are. */
export interface Sheet {
  readonly authority: string
  readonly title: string
  readonly at: Date
  readonly facts: readonly (readonly [label: string, value: string])[]
  /** Three columns, the first of them wide. */
  readonly table?: { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }
  readonly note: string
  /** What is to be written by hand, each over a line. */
  readonly blanks: readonly string[]
}

/** What the template lays out; field names are those of sheet.typ. */
export function viewOfSheet({ authority, title, at, facts, table, note, blanks }: Sheet) {
  const say = (text: string) => breakLongWords(bindCzech(drawableText(text).replace(/\s+/g, ' ').trim()), 30)
  const [year = 0, month = 0, day = 0] = dayOf(at).split('-').map(Number)
  return {
    authority: say(authority), title: say(title), day: { year, month, day }, note: say(note), blanks: blanks.map(say),
    facts: facts.map((fact) => fact.map(say)), columns: (table?.columns ?? []).map(say), rows: (table?.rows ?? []).map((row) => row.map(say)),
  }
}

export type SheetView = ReturnType<typeof viewOfSheet>
