import { createHash } from 'node:crypto'
import { signerOf } from '../engines/pades/index.ts'
import { envelope, prepareXades, signXades, type SignedXades, type XadesAddition, type XadesWish } from '../engines/xades/index.ts'
import { readCertificate, type Certificate } from '../engines/x509/index.ts'
import { automaton } from '../kernel/actor.ts'
import type { Day } from '../kernel/day.ts'
import type { Id } from '../kernel/id.ts'
import { accept, refuse, type Result } from '../kernel/result.ts'
import { canonicalRendition, readRendition, unsealedDays } from '../modules/audit/index.ts'
import { inEveryOffice } from '../modules/identity/index.ts'
import { currentSeal, hadSeal, type Credential } from '../modules/signing/index.ts'
import type { EvidenceSource } from '../platform/evidence/index.ts'
import type { SigningKey } from '../platform/keys/index.ts'
import type { Believed } from '../platform/long-life/index.ts'
import type { Timestamper } from '../platform/timestamps/index.ts'
import { gatherEvidence } from '../platform/verdicts/index.ts'
import type { Office } from './office.ts'
import { rootOf, sealRendition, type SealRefusal } from './rendition.ts'

export interface SealingDeps extends Pick<Office, 'db' | 'now' | 'logKey' | 'files'> {
  openKey(credential: Credential): Promise<SigningKey | undefined>
  readonly timestamper: Timestamper | null
  believed(): Promise<Believed>
  readonly source: EvidenceSource
}

type Refusal = SealRefusal | 'no-seal' | 'key-unavailable' | 'key-unsuitable' | 'no-timestamp' | 'broken-signature' | 'key-reused'

/** So many days of one office at a time: a backlog of past days is worked off beside the work of the office. The rest comes in the next round. */
const daysAtOnce = 10

/**
 * Seals what was rendered and not sealed yet, in every office that has a seal, oldest day first. What is refused is reported and tried again
 * next time; an office that never had a seal is left alone. Returns how many days were sealed.
 */
export async function sealRenditions(deps: SealingDeps, report: (problem: string) => void, signal?: AbortSignal): Promise<number> {
  let sealed = 0
  await inEveryOffice(deps.db, async (tenantId) => {
    if (!(await hadSeal(deps.db, tenantId))) return
    for (const day of await unsealedDays(deps, tenantId, daysAtOnce)) {
      if (signal?.aborted) return
      const done = await sealDay(deps, tenantId, day).catch((error: unknown) => refuse(error instanceof Error ? error.message : String(error)))
      if (!done.ok) return report(`The log of ${day} was not sealed in ${tenantId}: ${done.refusal}`)
      sealed++
    }
  })
  return sealed
}

/** Seals the rendition of one day with the seal of the office and a time stamp, as XAdES-T that envelops it (VMV čá. 85/2024, 5.2.12). */
export async function sealDay(deps: SealingDeps, tenantId: Id<'Tenant'>, day: Day): Promise<Result<null, Refusal>> {
  const [row, credential] = [await readRendition(deps.db, tenantId, day), await currentSeal(deps, tenantId)]
  if (!row) return refuse('no-such-rendition')
  if (!credential) return refuse('no-seal')
  const root = rootOf(await deps.files.read(tenantId, row.sha256))
  const signed = await signedBy(deps, credential, root)
  if (!signed.ok) return signed
  const token = await deps.timestamper?.stamp(createHash('sha256').update(signed.value.stampable).digest())
  if (!token?.ok) return refuse('no-timestamp')
  const sealed = await withEvidence(deps, (added) => whole(signed.value, root, { token: token.value, ...added }))
  return sealed.ok ? sealRendition(deps, automaton(tenantId, 'elektronická pečeť'), day, sealed.value) : sealed
}

function whole(signed: SignedXades, root: Buffer, added: XadesAddition): Buffer {
  const { head, foot } = envelope(signed, added)
  return Buffer.concat([head, root, foot])
}

async function signedBy(deps: SealingDeps, credential: Credential, root: Buffer): Promise<Result<SignedXades, Refusal>> {
  const wish = wishOf(credential, deps.now())
  const key = wish && await deps.openKey(credential)
  if (!wish) return refuse('key-unsuitable')
  if (!key) return refuse('key-unavailable')
  try {
    const prepared = prepareXades(canonicalRendition(root), wish)
    const { signatures: [signature] } = await key.sign([{ ...prepared.toSign, hash: wish.algorithm.digest as 'sha256' }])
    return signature ? signXades(prepared, signature) : refuse('key-unavailable')
  } finally {
    await key.close()
  }
}

/** How the key signs; nothing for one whose signatures XML has no name for. */
function wishOf({ chain }: Credential, signedAt: Date): XadesWish | undefined {
  const signer = signerOf(chain)
  const [certificate, ...above] = chain.map(readCertificate).flatMap((read): Certificate[] => (read.ok ? [read.value] : []))
  if (!signer.ok || !certificate || signer.value.algorithm.scheme === 'ed25519') return undefined
  const { digest, scheme } = signer.value.algorithm
  return { certificate, chain: above, signedAt, mimeType: 'application/xml', algorithm: { digest, key: scheme === 'ecdsa' ? 'ec' : scheme } }
}

/** What is larger is not read by a verdict here: it is sealed and stamped as the law asks, and kept without evidence. */
const judgedBytes = 16 * 2 ** 20
const evidenceBytes = 4 * 2 ** 20

/**
 * The sealed form with everything its verdict needs, where that can be had: the law asks for the time stamp alone, and does not wait. Bytes that
 * are not what was sealed and stamped are not kept.
 */
async function withEvidence({ believed, source }: SealingDeps, make: (added: XadesAddition) => Buffer): Promise<Result<Buffer, 'broken-signature'>> {
  const stamped = make({})
  if (stamped.length > judgedBytes) return accept(stamped)
  const { report, given } = await gatherEvidence({ ...await believed(), bytes: stamped, content: undefined }, source)
  const [one] = report.signatures
  if (!one?.intact || !one.cryptographicallyValid || one.timestamps.some(({ intact, cryptographicallyValid }) => !intact || !cryptographicallyValid)) return refuse('broken-signature')
  const evidence = { certificates: [...given.certificates, ...given.anchors], crls: given.crls, ocsps: given.ocsps }
  const size = Object.values(evidence).flat().reduce((sum, { length }) => sum + length, 0)
  return accept(report.verdict === 'TOTAL_PASSED' && size <= evidenceBytes ? make(evidence) : stamped)
}
