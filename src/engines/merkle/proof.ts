import { accept, refuse, type Result } from '../../kernel/result.ts'
import { openCheckpoint, type CheckpointRefusal, type OpenedCheckpoint } from './checkpoint.ts'
import { isHash, leafHash, type Hash } from './hash.ts'
import { verifyInclusion } from './inclusion.ts'
import type { NoteKey } from './key.ts'
import { isSize } from './subtree.ts'
import { readBase64, readDecimal, readHash, readText, toBase64, type Wire } from './wire.ts'

/** C2SP tlog-proof@v1: that an entry is in a log, for anyone to check offline. Nobody vouches for `extra`. */
export type LogProof = {
  readonly extra?: Uint8Array
  readonly index: number
  /** From the leaf's sibling up to the child of the root. */
  readonly hashes: readonly Hash[]
  /** The signed note, verbatim. */
  readonly checkpoint: string
}

/** What a verified proof says: the entry stands at `index` of the log `origin`, whose first `size` entries have this root. */
export type Inclusion = {
  readonly origin: string
  readonly index: number
  readonly size: number
  readonly root: Hash
  readonly signers: OpenedCheckpoint['signers']
  /** Unauthenticated. */
  readonly extra?: Uint8Array
}

export type ProofRefusal = 'malformed-proof' | CheckpointRefusal | 'index-outside-tree' | 'not-included'

export const maxExtraLength = 64 * 1024
/** Room for the longest way, the most extra data and the longest note that can be opened. */
export const maxProofLength = 512 * 1024

/** Whether trusted keys vouch that exactly these bytes are an entry of the log. */
export function verifyProof(wire: Wire, entry: Uint8Array, trusted: readonly NoteKey[]): Result<Inclusion, ProofRefusal> {
  const proof = parseProof(wire)
  if (!proof.ok) return proof
  const { index, hashes, checkpoint: note, ...extra } = proof.value
  const opened = openCheckpoint(note, trusted)
  if (!opened.ok) return opened
  const { checkpoint: { origin, size, root }, signers } = opened.value
  if (index >= size) return refuse('index-outside-tree')
  if (!verifyInclusion(leafHash(entry), index, size, hashes, root)) return refuse('not-included')
  return accept({ origin, index, size, root, signers, ...extra })
}

/** The text of a `.tlog-proof` file. */
export function encodeProof({ extra, index, hashes, checkpoint }: LogProof): string {
  const extraLength = extra?.length ?? 1
  if (!isSize(index) || !hashes.every(isHash) || hashes.length > maxHashes) throw new TypeError('not a proof')
  if (extraLength === 0 || extraLength > maxExtraLength) throw new TypeError('extra data is left out or has 1 byte to 64 KiB')
  const extraLine = extra === undefined ? [] : [extraWord + toBase64(extra)]
  return [header, ...extraLine, indexWord + String(index), ...hashes.map(toBase64), '', checkpoint].join('\n')
}

/** Strict: whatever it accepts, `encodeProof` spells the same. The checkpoint is left for `openCheckpoint` to judge. */
export function parseProof(wire: Wire): Result<LogProof, 'malformed-proof'> {
  const text = wire.length <= maxProofLength ? readText(wire) : undefined
  const cut = text?.indexOf('\n\n') ?? -1
  if (text === undefined || cut < 0) return refuse('malformed-proof')
  const lines = text.slice(0, cut).split('\n')
  const checkpoint = text.slice(cut + 2)
  if (lines.shift() !== header) return refuse('malformed-proof')
  const extra = lines[0]?.startsWith(extraWord) ? readExtra(lines.shift()) : {}
  const index = readIndex(lines.shift())
  const hashes = lines.length <= maxHashes ? lines.map(readHash) : [undefined]
  if (extra === undefined || index === undefined || !hashes.every(hash => hash !== undefined)) return refuse('malformed-proof')
  return accept({ ...extra, index, hashes, checkpoint })
}

const header = 'c2sp.org/tlog-proof@v1'
const extraWord = 'extra '
const indexWord = 'index '
// The longest way to the root of a tree of 2^53 − 1 leaves.
const maxHashes = 53

function readExtra(line = ''): { extra: Uint8Array } | undefined {
  const extra = readBase64(line.slice(extraWord.length))
  return extra !== undefined && extra.length > 0 && extra.length <= maxExtraLength ? { extra } : undefined
}

const readIndex = (line = ''): number | undefined =>
  line.startsWith(indexWord) ? readDecimal(line.slice(indexWord.length)) : undefined
