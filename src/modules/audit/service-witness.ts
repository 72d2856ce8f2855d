import type { Id } from '../../kernel/id.ts'
import { addSignatures, consistencyNodes, consistencyProof, readCosignatures, type CosignerKey, type Submission } from '../../engines/merkle/index.ts'
import { automaton } from '../../kernel/actor.ts'
import { accept } from '../../kernel/result.ts'
import { inTransaction, type Database } from '../../platform/database/index.ts'
import { perform, type DeedDeps } from './deed.ts'
import { fetchNodes } from './nodes.ts'
import { readHead } from './store.ts'
import { readWitnesses, saveWitness, type WitnessRow } from './store-witness.ts'

/** How a witness answered. `contradicts`: it knows a log that this one does not go on from. `refused`: it does not watch this log, or not under this key. */
export type WitnessAnswer =
  | { readonly outcome: 'cosigned'; readonly lines: string }
  | { readonly outcome: 'unreachable' | 'refused' | 'contradicts'; readonly detail: string }

/**
 * What is sent to a witness that knows the log up to `oldSize`: the newest checkpoint and the proof that it only adds to that size.
 * Undefined where the log is shorter than the witness knows, or not whole enough to prove it.
 */
export async function submissionTo(db: Database, tenantId: Id<'Tenant'>, oldSize: number): Promise<(Submission & { readonly size: number }) | undefined> {
  const head = await readHead(db, tenantId)
  if (!head || head.size < oldSize) return undefined
  const nodeAt = await fetchNodes(db, tenantId, consistencyNodes(oldSize, head.size))
  return nodeAt && { oldSize, proof: consistencyProof(oldSize, head.size, nodeAt), checkpoint: head.note, size: head.size }
}

/**
 * Keeps what a witness answered. A cosignature that does not hold under its key counts as a refusal. That the log and a witness contradict
 * each other is logged once: the evidence of it stays with the witness.
 */
export async function keepAnswer(deps: DeedDeps, tenantId: Id<'Tenant'>, witness: CosignerKey, submitted: { readonly checkpoint: string; readonly size: number }, answer: WitnessAnswer): Promise<WitnessRow> {
  const note = answer.outcome === 'cosigned' ? addSignatures(submitted.checkpoint, answer.lines) : undefined
  const cosignature = note === undefined ? undefined : readCosignatures(note, [witness])[0]
  const base = { tenant_id: tenantId, name: witness.name, asked_at: deps.now() }
  const row: WitnessRow = note !== undefined && cosignature
    ? { ...base, outcome: 'cosigned', detail: '', cosigned_at: cosignature.at, size: submitted.size, note }
    : { ...base, outcome: answer.outcome === 'cosigned' ? 'refused' : answer.outcome, detail: answer.outcome === 'cosigned' ? 'the cosignature is not that of this witness' : answer.detail, cosigned_at: null, size: null, note: null }
  const before = (await readWitnesses(deps.db, tenantId)).find(({ name }) => name === witness.name)
  if (row.outcome === 'contradicts' && before?.outcome !== 'contradicts') await logContradiction(deps, row)
  await inTransaction(deps.db, (tx) => saveWitness(tx, row))
  return row
}

async function logContradiction(deps: DeedDeps, { tenant_id: tenantId, name, detail }: WitnessRow): Promise<void> {
  await perform(deps, automaton(tenantId, 'svědek protokolu'), { name: 'witness-contradicts' }, async (deed) => {
    deed.note({ event: 'KritickaChyba', object: { type: 'Denik', id: 'protokol' }, outcome: 'failed', payload: { witness: name, detail } })
    return accept(null)
  })
}

/** The newest checkpoint that any witness cosigned and that has this many entries, with all cosignatures of the same; undefined where none has. */
export async function cosignedCheckpoint(db: Database, tenantId: Id<'Tenant'>, atLeast: number): Promise<{ readonly note: string; readonly size: number } | undefined> {
  const rows = (await readWitnesses(db, tenantId)).flatMap(({ size, note }) => (size !== null && note !== null && size >= atLeast ? [{ size, note }] : []))
  const newest = rows.toSorted((a, b) => b.size - a.size)[0]
  if (!newest) return undefined
  const text = textOf(newest.note)
  const note = rows.filter((row) => textOf(row.note) === text).reduce((whole, row) => addSignatures(whole, signaturesOf(row.note)) ?? whole, newest.note)
  return { note, size: newest.size }
}

const textOf = (note: string) => note.slice(0, note.lastIndexOf('\n\n') + 1)
const signaturesOf = (note: string) => note.slice(note.lastIndexOf('\n\n') + 2)
