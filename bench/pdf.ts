import { ambiguities, appendRevision, openPdf, signatureFields, type Change } from '../src/engines/pdf/index.ts'
import { buildPdf, layouts, numbersOf, opened, taken, withSignatureField } from '../src/engines/pdf/testing.ts'

/** What the signer pays before it signs: opening a file of 100 KiB with its catalogue, form and first page, and appending a revision; and what a verifier pays to read every byte. */
export async function bench(): Promise<void> {
  for (const layout of layouts) {
    const bytes = buildPdf({ layout, pages: Array.from({ length: 60 }, (_, index) => `Page ${index}`), extra: withSignatureField('S'), ballast: 90_000 })
    const line = [
      `open ${microseconds(() => openPdf(bytes)).padStart(6)} µs`,
      `with form and pages ${microseconds(() => look(opened(bytes))).padStart(6)} µs`,
      `open and audit ${microseconds(() => ambiguities(opened(bytes))).padStart(6)} µs`,
      `open and append ${microseconds(() => append(bytes)).padStart(6)} µs`,
    ]
    process.stdout.write(`  ${`${layout}, ${Math.round(bytes.length / 1024)} KiB, ${objects(bytes)} objects`.padEnd(34)} ${line.join('   ')}\n`)
  }
}

const look = (pdf: ReturnType<typeof opened>) => [signatureFields(pdf.latest).length, pdf.latest.pages.length, pdf.latest.get(pdf.latest.catalog, 'Perms')]
const objects = (bytes: Uint8Array) => opened(bytes).latest.numbers().length

function append(bytes: Uint8Array): number {
  const pdf = opened(bytes)
  const page = pdf.latest.object(numbersOf.page(0))
  const changes: readonly Change[] = [{ number: pdf.nextNumber, value: pdf.latest.catalog }, { number: numbersOf.page(0), value: page }]
  return taken(appendRevision(pdf, changes)).length
}

/** The median of many runs, so that a busy neighbour does not count. */
function microseconds(work: () => unknown): string {
  const times: number[] = []
  for (let turn = 0; turn < 4000; turn++) {
    const start = process.hrtime.bigint()
    work()
    times.push(Number(process.hrtime.bigint() - start))
  }
  return ((times.slice(1000).sort((a, b) => a - b)[1500] ?? 0) / 1000).toFixed(1)
}
