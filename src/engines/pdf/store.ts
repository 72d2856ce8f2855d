import type { Decrypt } from './encryption.ts'
import { decode, type Decoded } from './filters.ts'
import { readIndirect, type IndirectObject } from './indirect.ts'
import { Lexer } from './lexer.ts'
import { PdfProblem } from './problem.ts'
import type { Source } from './source.ts'
import { isCount, isKind, type PdfReference, type PdfStream, type PdfValue } from './values.ts'
import type { PackedEntry, PlainEntry, XrefEntry } from './xref-entry.ts'

/** Finds the entry of an object as one revision sees it. */
export type EntryOf = (number: number) => XrefEntry | undefined

type Packed = { readonly bytes: Uint8Array; readonly first: number; readonly numbers: readonly number[]; readonly offsets: readonly number[] }

/** Reads objects once each, whoever asks: the same entry gives the same value in every revision that shares it. */
export class ObjectStore {
  readonly source: Source
  /** Set once it is known that the file is encrypted and can be read all the same. */
  decrypt: Decrypt | undefined
  /** Encrypted with a key we do not have: what is packed cannot be read. */
  locked = false
  readonly #plain = new Map<XrefEntry, IndirectObject>()
  readonly #packed = new Map<XrefEntry, PdfValue>()
  readonly #containers = new Map<XrefEntry, Packed>()
  readonly #busy = new Set<XrefEntry>()

  constructor(source: Source) {
    this.source = source
  }

  value(entry: XrefEntry, entryOf: EntryOf): PdfValue {
    if (entry.kind === 'free') return null
    return entry.kind === 'plain' ? this.indirect(entry, entryOf).value : this.#unpacked(entry, entryOf)
  }

  /** The object where its entry points, which must be that very object. */
  indirect(entry: PlainEntry, entryOf: EntryOf): IndirectObject {
    const known = this.#plain.get(entry)
    if (known !== undefined) return known
    const object = this.#alone(entry, () => readIndirect(this.source, entry.offset, (length) => this.#length(length, entry, entryOf), entry))
    const clear = this.decrypt === undefined ? object : { ...object, value: this.decrypt(object.value, object.number, object.generation) }
    this.#plain.set(entry, clear)
    return clear
  }

  decoded(stream: PdfStream, entryOf: EntryOf): Decoded {
    return decode(this.source.budget, stream, (value) => this.resolve(value, entryOf))
  }

  /** What a value refers to; a reference to what is not there is null. */
  resolve(value: PdfValue, entryOf: EntryOf): PdfValue {
    let current = value
    for (let hop = 0; isKind(current, 'reference'); hop++) {
      if (hop > 32) throw new PdfProblem('malformed-object', 0)
      const entry = this.entryFor(current, entryOf)
      current = entry === undefined ? null : this.value(entry, entryOf)
    }
    return current
  }

  entryFor({ number, generation }: PdfReference, entryOf: EntryOf): XrefEntry | undefined {
    const entry = entryOf(number)
    return entry === undefined || entry.kind === 'free' || entry.generation !== generation ? undefined : entry
  }

  /** What an object stream holds, filters undone. */
  unpackedBytes(entry: PlainEntry, entryOf: EntryOf): Uint8Array {
    return this.#container(entry, entryOf).bytes
  }

  /** The numbers an object stream holds, in its order. */
  numbersIn(entry: PlainEntry, entryOf: EntryOf): readonly number[] {
    return this.#container(entry, entryOf).numbers
  }

  #length(length: PdfValue | undefined, entry: XrefEntry, entryOf: EntryOf): number {
    const value = length === undefined ? null : this.resolve(length, entryOf)
    if (!isCount(value)) throw new PdfProblem('malformed-stream', entry.kind === 'plain' ? entry.offset : 0)
    return value
  }

  #unpacked(entry: PackedEntry, entryOf: EntryOf): PdfValue {
    const known = this.#packed.get(entry)
    if (known !== undefined) return known
    const holder = entryOf(entry.container)
    if (holder?.kind !== 'plain') throw new PdfProblem('entry-mismatch', 0)
    const { bytes, first, numbers, offsets } = this.#container(holder, entryOf)
    const offset = offsets[entry.index]
    if (numbers[entry.index] !== entry.number || offset === undefined) throw new PdfProblem('entry-mismatch', holder.offset)
    this.source.budget.spend(32)
    const lexer = new Lexer(bytes, first + offset, this.source.budget.limits.depth)
    const value = lexer.value()
    this.source.budget.spend(lexer.at - first - offset)
    this.#packed.set(entry, value)
    return value
  }

  #container(entry: PlainEntry, entryOf: EntryOf): Packed {
    const known = this.#containers.get(entry)
    if (known !== undefined) return known
    const { value } = this.indirect(entry, entryOf)
    const packed = this.#alone(entry, () => this.#openContainer(value, entry, entryOf))
    this.#containers.set(entry, packed)
    return packed
  }

  #openContainer(value: PdfValue, { offset: at }: PlainEntry, entryOf: EntryOf): Packed {
    const bad = () => new PdfProblem('malformed-stream', at)
    if (!isKind(value, 'stream')) throw bad()
    if (this.locked) throw new PdfProblem('encrypted', at)
    const count = this.resolve(value.dictionary.entries.get('N') ?? null, entryOf)
    const first = this.resolve(value.dictionary.entries.get('First') ?? null, entryOf)
    const { bytes, left } = this.decoded(value, entryOf)
    if (!isCount(count) || !isCount(first) || left.length > 0 || first > bytes.length || count > bytes.length) throw bad()
    const lexer = new Lexer(bytes, 0, 0)
    const numbers: number[] = []
    const offsets: number[] = []
    for (let index = 0; index < count; index++) {
      for (const list of [numbers, offsets]) {
        lexer.skip()
        const next = lexer.count()
        if (next < 0 || lexer.at > first) throw bad()
        list.push(next)
      }
    }
    this.source.budget.spend(first + count)
    return { bytes, first, numbers, offsets }
  }

  /** A stream whose length, or place, hangs on itself has neither. */
  #alone<Value>(entry: PlainEntry, work: () => Value): Value {
    if (this.#busy.has(entry)) throw new PdfProblem('malformed-object', entry.offset)
    this.#busy.add(entry)
    try {
      return work()
    } finally {
      this.#busy.delete(entry)
    }
  }
}
