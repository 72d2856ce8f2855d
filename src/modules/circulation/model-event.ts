import { canonicalJson, type Json } from '../../kernel/json.ts'

/** Columns of a row and their values, as the database writes them in JSON. */
export type Columns = { readonly [column: string]: Json }

/** The row that its events add up to, each saying what it changed. */
export const fold = (changes: readonly Columns[]): Columns => changes.reduce<Columns>((row, change) => ({ ...row, ...change }), {})

/** Whether a row is exactly what has happened to it: nothing more, nothing less, in as many steps as it counts. */
export const isWhatHappened = (row: Columns, changes: readonly Columns[]): boolean =>
  canonicalJson(fold(changes)) === canonicalJson(row) && row['version'] === changes.length
