import { readXrefStream } from './xref-stream.ts'
import { readXrefTable } from './xref-table.ts'
import { PdfProblem } from './problem.ts'
import type { Source } from './source.ts'
import { isCount } from './values.ts'
import type { Section } from './xref-entry.ts'

/** The section at this offset, a hybrid one with its hidden part beside it. */
export function readSection(source: Source, offset: number): Section {
  const lexer = source.lexer(offset)
  lexer.skipSpace()
  if (lexer.at >= source.bytes.length) throw new PdfProblem('malformed-xref', offset)
  if (lexer.at !== offset) source.odd('loose-offset', offset)
  if (!lexer.takes('xref')) return readXrefStream(source, lexer.at)
  const table = readXrefTable(source, lexer.at - 4, lexer)
  const hidden = table.trailer.entries.get('XRefStm')
  if (hidden === undefined) return table
  if (!isCount(hidden)) throw new PdfProblem('malformed-xref', offset)
  return { ...table, kind: 'hybrid', hidden: readXrefStream(source, hidden + source.base) }
}
