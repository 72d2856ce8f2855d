import { decode } from './filters.ts'
import { readIndirect } from './indirect.ts'
import { PdfProblem } from './problem.ts'
import type { Source } from './source.ts'
import { isArray, isCount, isKind, isName, type PdfDictionary } from './values.ts'
import type { Section, XrefEntry } from './xref-entry.ts'

/** A cross-reference stream (ISO 32000-2 § 7.5.8); its dictionary is the trailer. */
export function readXrefStream(source: Source, offset: number): Section {
  const { value, start, end } = atXref(offset, () => readIndirect(source, offset, (length) => {
    if (isCount(length)) return length
    throw new PdfProblem('malformed-xref', offset)
  }))
  if (!isKind(value, 'stream') || !isName(value.dictionary.entries.get('Type'), 'XRef')) throw new PdfProblem('malformed-xref', offset)
  const { bytes, left } = decode(source.budget, value, (inner) => inner)
  if (left.length > 0) throw new PdfProblem('malformed-xref', offset)
  const entries = readEntries(source, value.dictionary, bytes, offset)
  return { kind: 'stream', entries, trailer: value.dictionary, start, end }
}

/** An offset at which no object stands is a wrong offset of the section, not of an object. */
function atXref<Value>(offset: number, work: () => Value): Value {
  try {
    return work()
  } catch (problem) {
    if (problem instanceof PdfProblem && problem.refusal === 'entry-mismatch') throw new PdfProblem('malformed-xref', offset)
    throw problem
  }
}

function readEntries(source: Source, dictionary: PdfDictionary, bytes: Uint8Array, offset: number): ReadonlyMap<number, XrefEntry> {
  const bad = () => new PdfProblem('malformed-xref', offset)
  const widths = dictionary.entries.get('W')
  const size = dictionary.entries.get('Size')
  if (!isArray(widths) || widths.length !== 3 || !isCount(size)) throw bad()
  const [first, second, third] = widths
  if (!isCount(first) || !isCount(second) || !isCount(third) || Math.max(first, second, third) > 8) throw bad()
  const width = first + second + third
  const index = dictionary.entries.get('Index') ?? [0, size]
  if (!isArray(index) || index.length % 2 !== 0 || width === 0) throw bad()
  source.budget.spend(bytes.length + index.length)
  const entries = new Map<number, XrefEntry>()
  let at = 0
  for (let pair = 0; pair < index.length; pair += 2) {
    const from = index[pair]
    const count = index[pair + 1]
    if (!isCount(from) || !isCount(count) || at + count * width > bytes.length) throw bad()
    for (let number = from; number < from + count; number++, at += width) {
      if (entries.has(number)) throw new PdfProblem('repeated-entry', offset)
      const type = first === 0 ? 1 : big(bytes, at, first)
      entries.set(number, entryOf(source, type, number, big(bytes, at + first, second), big(bytes, at + first + second, third)))
    }
    if (entries.size > source.budget.limits.objects) throw new PdfProblem('too-many-objects', offset)
  }
  return entries
}

function entryOf(source: Source, type: number, number: number, second: number, third: number): XrefEntry {
  if (type === 0) return { kind: 'free', number, generation: third }
  if (type === 1 && second === 0) return { kind: 'free', number, generation: third }
  if (type === 1) return { kind: 'plain', number, generation: third, offset: second + source.base }
  if (type === 2) return { kind: 'packed', number, generation: 0, container: second, index: third }
  // Types to come are references to null (§ 7.5.8.3).
  return { kind: 'free', number, generation: 0 }
}

function big(bytes: Uint8Array, at: number, width: number): number {
  let value = 0
  for (let index = at; index < at + width; index++) value = value * 256 + (bytes[index] ?? 0)
  return value
}
