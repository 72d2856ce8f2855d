import { buildPdf, layouts } from '../src/engines/pdf/testing.ts'

/** The n-th of documents of 100 KiB that are all different: half have cross-reference tables, half streams, every other of those with packed objects. */
export function aDocument(n: number): Buffer {
  const [table = 'table', stream, packed] = layouts
  const layout = n % 2 === 0 ? table : n % 4 === 1 ? stream : packed
  return buildPdf({ layout: layout ?? table, pages: ['Rozhodnuti', 'Poucite se', `Priloha ${n}`], ballast: 100_500 + (n % 100) })
}
