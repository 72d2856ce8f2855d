import { z } from 'zod'
import { automaton, type Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import type { Task } from '../../platform/events/index.ts'
import { perform, type Deed, type KeyRefusal } from '../audit/index.ts'
import { addSignatures, containerType, currentMain, isWithdrawn, lockDocument, lockHandled, readComponents, type FileRefusal } from '../records/index.ts'
import { askOwnJudging } from '../validation/index.ts'
import { tell } from './events.ts'
import type { Credential, ToSign } from './model-port.ts'
import type { Done, Key, SigningDeps } from './service.ts'
import { readRequirements } from './service-rule.ts'
import { readCredentials } from './store.ts'

/** The task that seals an output of the office. */
export const sealTask = 'signing.seal'

const Payload = z.object({
  tenantId: z.uuid().transform((id) => id as Id<'Tenant'>), documentId: z.uuid().transform((id) => id as Id<'Document'>),
  sha256: z.string().transform((hash) => hash as Sha256), at: z.coerce.date(), final: z.boolean().default(false),
})

export const sealTasks = (deps: SigningDeps): Readonly<Record<string, Task>> => ({
  [sealTask]: async (payload) => {
    const { tenantId, ...asked } = Payload.parse(payload)
    const done = await seal(deps, tenantId, asked)
    // The job is tried again; what will never succeed ends among those that were given up, where an administrator sees it.
    if (!done.ok && !overtaken.has(done.refusal)) throw new Error(`document ${asked.documentId} could not be sealed: ${done.refusal}`)
  },
})

/** What was to be sealed is not what is to leave any more. */
const overtaken: ReadonlySet<string> = new Set(['content-changed', 'withdrawn'])

export type AskSealRefusal = FileRefusal | 'nothing-to-sign' | 'not-sealed-here' | 'no-seal'

/** Has an output sealed of whose kind the rules say so; no person takes part (§ 8 of act 297/2016). */
export function askSeal(deps: SigningDeps, actor: Actor, documentId: Id<'Document'>, command: Key = {}): Done<null, AskSealRefusal | KeyRefusal> {
  return perform(deps, actor, { name: 'ask-seal', input: { documentId }, ...command }, async (deed): Done<null, AskSealRefusal> => {
    const found = await lockHandled(deed, documentId)
    if (!found.ok) return found
    return sealInDeed(deed, documentId, found.value.file.classId)
  })
}

export type FinalCopyRefusal = FileRefusal | 'nothing-to-sign' | 'not-signed-yet' | 'no-seal' | 'no-final-container'

/**
 * Has the signed wording certified by the office's seal as its final copy: nothing may follow it but evidence (DocMDP P=1), nobody signs it any more.
 * Another wording is another version, with signatures of its own.
 */
export function askFinalCopy(deps: SigningDeps, actor: Actor, documentId: Id<'Document'>, command: Key = {}): Done<null, FinalCopyRefusal | KeyRefusal> {
  return perform(deps, actor, { name: 'ask-final-copy', input: { documentId }, ...command }, async (deed): Done<null, FinalCopyRefusal> => {
    const found = await lockHandled(deed, documentId)
    if (!found.ok) return found
    const { tx, at, actor: { tenantId } } = deed
    const main = currentMain(await readComponents(tx, tenantId, [documentId]))
    if (!main || isWithdrawn(main)) return refuse('nothing-to-sign')
    if (!main.version.signs) return refuse('not-signed-yet')
    // A container knows no way to forbid what comes after.
    if (main.version.mediaType === containerType) return refuse('no-final-container')
    if (!sealOf(await readCredentials(tx, tenantId, null), at)) return refuse('no-seal')
    deed.ask(sealTask, { tenantId, documentId, sha256: main.version.sha256, at: at.toISOString(), final: true }, documentId)
    deed.note({ event: 'FinalniVerze', object: { type: 'Komponenta', id: main.component.id }, subjectId: documentId, payload: { version: main.version.number, content: main.version.sha256 } })
    return accept(null)
  })
}

/** The same inside the deed of a room that issues outputs by itself. */
export async function sealInDeed(deed: Deed, documentId: Id<'Document'>, classId: Id<'Class'> | null): Promise<Result<null, 'nothing-to-sign' | 'not-sealed-here' | 'no-seal'>> {
  const { tx, at, actor: { tenantId } } = deed
  if ((await readRequirements(tx, tenantId)).ruling(classId, null).need !== 'seal') return refuse('not-sealed-here')
  if (!sealOf(await readCredentials(tx, tenantId, null), at)) return refuse('no-seal')
  const main = currentMain(await readComponents(tx, tenantId, [documentId]))
  if (!main || isWithdrawn(main)) return refuse('nothing-to-sign')
  deed.ask(sealTask, { tenantId, documentId, sha256: main.version.sha256, at: at.toISOString() }, documentId)
  return accept(null)
}

/** The seal with which the office seals now; nothing when it has none. */
export const currentSeal = async ({ db, now }: Pick<SigningDeps, 'db' | 'now'>, tenantId: Id<'Tenant'>): Promise<Credential | undefined> => sealOf(await readCredentials(db, tenantId, null), now())

/** Whether the office has or ever had a seal: from then on what has to be sealed and is not is a fault. */
export const hadSeal = async (db: SigningDeps['db'], tenantId: Id<'Tenant'>): Promise<boolean> => (await readCredentials(db, tenantId, null)).length > 0

const sealOf = (credentials: readonly Credential[], at: Date) =>
  credentials.find(({ endedAt, validFrom, validTo }) => endedAt === null && validFrom <= at && at < validTo)

interface AskedSeal { readonly documentId: Id<'Document'>; readonly sha256: Sha256; readonly at: Date; readonly final?: boolean }
export type SealRefusal = 'no-seal' | 'key-unavailable' | 'no-timestamp' | 'content-changed' | 'not-found' | 'file-closed' | (string & {})

/** Seals these very bytes. Done again it finds its own seal there, or bytes of another wording, and adds nothing. */
export async function seal(deps: SigningDeps, tenantId: Id<'Tenant'>, { documentId, sha256: over, at, final = false }: AskedSeal): Promise<Result<null, SealRefusal>> {
  const credential = sealOf(await readCredentials(deps.db, tenantId, null), deps.now())
  if (!credential) return refuse('no-seal')
  const bytes = await deps.files.read(tenantId, over)
  const fileName = currentMain(await readComponents(deps.db, tenantId, [documentId]))?.component.name ?? ''
  const sealed = await sealBytes(deps, credential, { bytes, fileName, at, final })
  if (!sealed.ok) return sealed
  const { bytes: whole, form } = sealed.value
  const sha256 = await deps.files.put(tenantId, whole)
  return perform<null, SealRefusal>(deps, automaton(tenantId, 'elektronická pečeť'), { name: sealTask, key: `${sealTask}:${documentId}:${over}` }, async (deed): Promise<Result<null, SealRefusal>> => {
    const found = await lockDocument(deed, documentId)
    if (!found.ok) return found
    const [added] = await addSignatures(deed, [{ documentId, over, sha256, size: whole.byteLength, ...form }])
    if (!added?.ok) return added ?? refuse('not-found')
    const payload = { kind: 'seal', content: sha256, over, version: added.value.number, credentialId: credential.id }
    deed.note({ event: 'PripojeniPodpisu', object: { type: 'Komponenta', id: added.value.componentId }, subjectId: documentId, payload })
    tell.sealed(deed, documentId, added.value.number)
    await askOwnJudging(deed, [documentId])
    return accept(null)
  })
}

interface Sealed { readonly bytes: Uint8Array; readonly form: { readonly mediaType?: string } }

async function sealBytes({ signer }: SigningDeps, credential: Credential, content: Pick<ToSign, 'bytes' | 'fileName' | 'at' | 'final'>): Promise<Result<Sealed, SealRefusal>> {
  const opened = await signer.open(credential, { signatures: 1 })
  if (!opened.ok) return opened
  const key = opened.value
  try {
    const [prepared = refuse('not-prepared')] = await key.prepare([{ ...content, name: credential.label, reason: null, shown: null, stamp: true }])
    if (!prepared.ok) return prepared
    const { signatures: [signature], trouble } = await key.sign([prepared.value])
    if (!signature) return refuse(trouble?.code ?? 'key-unavailable')
    const [finished = refuse('broken-signature')] = await key.finish([{ content: prepared.value, signature, stamp: true }])
    return finished.ok ? accept({ bytes: Buffer.concat(finished.value), form: prepared.value.container ? { mediaType: containerType } : {} }) : finished
  } finally {
    await key.close()
  }
}
