import type { KeyObject } from 'node:crypto'
import { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import type { Database } from '../../platform/database/index.ts'
import { checkProof } from '../audit/index.ts'
import { progressOf, type Progress } from './model.ts'
import { codeHash, numberKey, sameHash } from './model-code.ts'
import { findMatters, readSteps, type Matter } from './store.ts'
import { readDeliveries, type Delivery } from './store-delivery.ts'

/** A matter with what the office delivered into it, oldest first. */
export interface Opened { readonly matter: Matter; readonly progress: Progress; readonly deliveries: readonly Delivery[] }

/** Shows a matter to whoever has its number and its code. An unknown number costs as much work as a wrong code. */
export async function lookUp(db: Database, tenantId: Id<'Tenant'>, number: string, code: string): Promise<Opened | null> {
  const found = await findMatters(db, tenantId, numberKey(number))
  const tried: readonly Pick<Matter, 'id' | 'codeHash'>[] = found.length > 0 ? found : [nobody]
  const opened = tried.filter(({ id, codeHash: stored }) => sameHash(stored, codeHash(tenantId, id, code))).map(({ id }) => id)
  const matter = found.find(({ id }) => opened.includes(id))
  if (!matter) return null
  const [steps, deliveries] = [await readSteps(db, tenantId, matter.id), await readDeliveries(db, tenantId, matter.id)]
  return { matter, progress: progressOf(steps), deliveries }
}

/** Compared with when there is no such number; no code has this hash. */
const nobody = { id: '00000000-0000-7000-8000-000000000000' as Id<'Document'>, codeHash: Buffer.alloc(32) }

/** What a proof of receipt proves. */
export interface ProvenReceipt {
  readonly number: string
  readonly receivedAt: string
  /** When the receipt was written into the log. */
  readonly recordedAt: string
  /** What was received, in order; the first is the original. */
  readonly parts: readonly { readonly sha256: Sha256; readonly size: number }[]
}

export type ProofRefusal = 'not-a-proof' | 'foreign-log' | 'not-in-the-log' | 'particulars-do-not-match'

const Particulars = z.object({
  referenceNumber: z.string(), receivedAt: z.iso.datetime(),
  components: z.array(z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/).transform((hash) => hash as Sha256), size: z.number() })),
})

/** Says what a proof proves. Needs the log's public key and nothing else. */
export function judgeProof(text: string, logKey: KeyObject, tenantId: Id<'Tenant'>): Result<ProvenReceipt, ProofRefusal> {
  const proven = checkProof(text, logKey)
  if (!proven.ok) return proven
  const { body, payload } = proven.value
  if (body.tenant !== tenantId) return refuse('foreign-log')
  const said = Particulars.safeParse(payload)
  if (body.event !== 'Prijem' || body.object.type !== 'Dokument' || !said.success) return refuse('not-a-proof')
  const { referenceNumber: number, receivedAt, components: parts } = said.data
  return accept({ number, receivedAt, recordedAt: body.at, parts })
}
