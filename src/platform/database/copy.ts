import type { AnyTransaction } from './database.ts'
import { OfficeConnection } from './dialect.ts'

type Value = string | number | boolean | Date | Uint8Array | readonly string[] | object | null | undefined

/**
 * Adds many rows of the same shape to a table by COPY, several times faster than inserts. The columns are those of the first row;
 * objects become JSON, lists of texts become arrays.
 */
export async function copyRows(tx: AnyTransaction, table: `${string}.${string}`, rows: readonly object[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
  if (columns.length === 0) return
  const [schema, name] = table.split('.')
  const lines = rows.map((row) => columns.map((column) => field((row as Readonly<Record<string, Value>>)[column])).join('\t'))
  const text = `copy "${schema}"."${name}" (${columns.map((column) => `"${column}"`).join(', ')}) from stdin`
  await tx.getExecutor().provideConnection(async (connection) => {
    if (!(connection instanceof OfficeConnection)) throw new Error('COPY needs a connection of this database')
    await connection.copy(text, Buffer.from(`${lines.join('\n')}\n`))
  })
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
const escaped = (text: string) => (/[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (letter) => escapes[letter] ?? letter) : text)

/** The text format of COPY. */
function field(value: Value): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'string') return escaped(value)
  if (typeof value !== 'object') return String(value)
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return `\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`
  if (Array.isArray(value)) return escaped(`{${value.map((item) => `"${String(item).replace(/["\\]/g, '\\$&')}"`).join(',')}}`)
  return escaped(JSON.stringify(value))
}
