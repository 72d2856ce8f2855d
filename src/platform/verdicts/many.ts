import type { DocumentReport } from '../../engines/verdict/index.ts'
import type { EvidenceSource } from '../evidence/index.ts'
import { runSandboxed } from '../sandbox/index.ts'
import type { VerdictInput } from './judge.ts'
import type { ManyInput } from './judge-many.ts'
import { addedEvidence, judgeWithEvidence, mostRounds } from './rounds.ts'

type Given = Omit<VerdictInput, 'bytes' | 'content'>

/** What a batch may hold and cost; beyond it batches follow each other. */
const [mostFiles, mostBytes] = [20, 32 * 2 ** 20]
const limits = { timeoutMs: 60_000, memoryMb: 768 }
/** So many addresses are asked for one file; a batch asks in portions. */
const portion = 24

/**
 * Judges files that are likely to share their signers, such as those of one ceremony: a start of the sandbox for a batch, and each address asked
 * once. The reports are in the order of the files. A batch that its sandbox does not survive is judged file by file.
 */
export async function judgeManyWithEvidence(files: readonly Uint8Array[], given: Given, source: EvidenceSource): Promise<DocumentReport[]> {
  const reports: DocumentReport[] = []
  for (const batch of batches(files)) reports.push(...await judgeBatch(batch, given, source))
  return reports
}

function batches(files: readonly Uint8Array[]): Uint8Array[][] {
  const all: Uint8Array[][] = []
  let size = 0
  for (const bytes of files) {
    const last = all.at(-1)
    const fits = last && last.length < mostFiles && size + bytes.length <= mostBytes
    size = fits ? size + bytes.length : bytes.length
    if (fits) last.push(bytes)
    else all.push([bytes])
  }
  return all
}

async function judgeBatch(files: readonly Uint8Array[], given: Given, source: EvidenceSource): Promise<DocumentReport[]> {
  const asked = performance.now()
  let known = given
  let reports = await judgeTogether(files, known)
  for (let round = 1; reports && round < mostRounds; round++) {
    const open = reports.flatMap(({ wanted }, index) => (wanted.length > 0 ? [index] : []))
    const more = await fetched(known, open.flatMap((index) => reports?.[index]?.wanted ?? []), source)
    if (more === known) return reports
    known = { ...more, at: new Date(given.at.getTime() + performance.now() - asked) }
    const again = await judgeTogether(open.flatMap((index) => files[index] ?? []), known)
    reports = again && reports.map((report, index) => again[open.indexOf(index)] ?? report)
  }
  return reports ?? Promise.all(files.map((bytes) => judgeWithEvidence({ ...given, bytes, content: undefined }, source)))
}

async function judgeTogether(files: readonly Uint8Array[], given: Given): Promise<DocumentReport[] | undefined> {
  const judged = await runSandboxed<ManyInput, DocumentReport[]>(new URL('judge-many.ts', import.meta.url), { ...given, files }, limits)
  return judged.ok && judged.value.length === files.length ? judged.value : undefined
}

/** The same object when nothing new came. */
async function fetched(known: Given, wanted: DocumentReport['wanted'], source: EvidenceSource): Promise<Given> {
  const distinct = [...new Map(wanted.map((one) => [`${one.kind} ${one.url ?? ''} ${one.request ?? ''}`, one])).values()]
  let more = known
  for (let at = 0; at < distinct.length; at += portion) more = addedEvidence(more, await source.fetch(distinct.slice(at, at + portion)))
  return more
}
