import { isArray, isKind, type PdfDictionary, type PdfValue, type PdfView } from '../pdf/index.ts'

/** A dictionary a reader may come to, on its own or of a stream, and the object it lies in. */
export type Met = { readonly dictionary: PdfDictionary; readonly object: number; readonly stream: boolean }

type Reachable = {
  readonly numbers: ReadonlySet<number>
  readonly dictionaries: readonly Met[]
  readonly missing: ReadonlyMap<number, string>
}

/** All that the trailer leads to; of what does not exist, the keys under which it is referred to. */
export function reachable(view: PdfView): Reachable {
  const numbers = new Set<number>()
  const dictionaries: Met[] = []
  const missing = new Map<number, string>()
  type Waiting = { readonly value: PdfValue; readonly object: number; readonly key: string }
  const waiting: Waiting[] = [{ value: view.trailer, object: 0, key: '' }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, object, key } = next
    if (isKind(value, 'reference')) {
      if (numbers.has(value.number)) continue
      numbers.add(value.number)
      if ((view.entry(value.number)?.kind ?? 'free') === 'free') missing.set(value.number, key)
      waiting.push({ value: view.resolve(value), object: value.number, key })
    } else if (isArray(value)) for (const item of value) waiting.push({ value: item, object, key })
    else if (isKind(value, 'dictionary') || isKind(value, 'stream')) {
      const dictionary = value.kind === 'stream' ? value.dictionary : value
      dictionaries.push({ dictionary, object, stream: value.kind === 'stream' })
      for (const [name, item] of dictionary.entries) waiting.push({ value: item, object, key: name })
    }
  }
  return { numbers, dictionaries, missing }
}
