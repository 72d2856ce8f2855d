import { writeIndirect, writeValue, type ByteWriter } from './serialise.ts'
import { dictionary, name, type PdfValue } from './values.ts'

/** What a section lists; no offset means that the object is free. */
export type Listed = { readonly number: number; readonly generation: number; readonly offset: number | undefined }

/** A classic table and its trailer; lines of exactly 20 bytes. */
export function writeTableSection(out: ByteWriter, listed: readonly Listed[], trailer: ReadonlyMap<string, PdfValue>): void {
  out.text('xref\n')
  if (listed.length === 0) out.text('0 0\n')
  for (const run of runs(listed)) {
    out.text(`${run[0]?.number ?? 0} ${run.length}\n`)
    for (const { generation, offset } of run) {
      out.text(`${String(offset ?? 0).padStart(10, '0')} ${String(generation).padStart(5, '0')} ${offset === undefined ? 'f' : 'n'} \n`)
    }
  }
  out.text('trailer\n')
  writeValue(out, dictionary(trailer))
  out.text('\n')
}

/** A cross-reference stream under the next number; it lists itself, and stands unpacked, as it is small. */
export function writeStreamSection(out: ByteWriter, listed: readonly Listed[], trailer: ReadonlyMap<string, PdfValue>, at: number): void {
  const number = Number(trailer.get('Size'))
  const all = [...listed, { number, generation: 0, offset: at }]
  const width = bytesFor(at)
  const raw = Buffer.alloc(all.length * (width + 3))
  for (const [index, { generation, offset }] of all.entries()) {
    const place = index * (width + 3)
    raw[place] = offset === undefined ? 0 : 1
    raw.writeUIntBE(offset ?? 0, place + 1, width)
    raw.writeUInt16BE(generation, place + 1 + width)
  }
  const entries = new Map<string, PdfValue>([
    ['Type', name('XRef')], ...trailer, ['Size', number + 1], ['W', [1, width, 2]],
    ['Index', runs(all).flatMap((run) => [run[0]?.number ?? 0, run.length])],
  ])
  writeIndirect(out, number, 0, { kind: 'stream', dictionary: dictionary(entries), raw })
}

const bytesFor = (offset: number): number => Math.min(6, Math.max(2, Math.ceil(Math.log2(offset + 1) / 8)))

/** Objects whose numbers follow one another. */
function runs(listed: readonly Listed[]): readonly (readonly Listed[])[] {
  const all: Listed[][] = []
  for (const item of listed) {
    const run = all.at(-1)
    if (run?.at(-1)?.number === item.number - 1) run.push(item)
    else all.push([item])
  }
  return all
}
