import { createHash } from 'node:crypto'
import { finishArchive, prepareArchive, readAsic, withParts, type Asic } from '../../engines/asic/index.ts'
import { archiveImprint, archiveTimestamp, contentOf, readSignedData, withEvidence, withUnsigned, type Evidence } from '../../engines/cms/index.ts'
import { sameBytes } from '../../engines/x509/index.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Timestamper } from '../timestamps/index.ts'

/** Why a container is not extended: `no-cades` has none of the signatures that are extended here. */
export type ContainerRefusal = 'unreadable-container' | 'no-cades' | 'not-extended'

/**
 * A container with everything a verdict needs: within each signature, as long as no archive stamp lists them; from then on within the newest such
 * stamp, which nothing lists yet (EN 319 162-1 § 5.4). The same bytes when there is nothing to add.
 */
export function withContainerEvidence(bytes: Uint8Array, evidence: Evidence, at: Date): Result<Uint8Array, ContainerRefusal> {
  const asic = extendable(bytes)
  if (!asic.ok) return asic
  const { signatures, timestamps } = asic.value
  const newest = timestamps.at(-1)
  const parts = new Map<string, Uint8Array>()
  for (const part of newest ? [newest] : signatures) {
    const data = readSignedData(part.bytes)
    if (!data.ok) return refuse('not-extended')
    const kept = withEvidence(data.value, evidence)
    if (!sameBytes(kept, part.bytes)) parts.set(part.name, kept)
  }
  return accept(parts.size === 0 ? bytes : withParts(asic.value, parts, at))
}

/** A time stamp over everything in a container: ASiC-E by a manifest of all there is; the one signature of ASiC-S bears it itself. */
export async function stampContainer(bytes: Uint8Array, timestamper: Timestamper, at: Date): Promise<Result<Uint8Array, ContainerRefusal | 'no-timestamp'>> {
  const asic = extendable(bytes)
  if (!asic.ok) return asic
  if (asic.value.kind === 'asic-s') return stampSingle(asic.value, timestamper, at)
  const prepared = prepareArchive(asic.value)
  if (!prepared.ok) return refuse('not-extended')
  const token = await timestamper.stamp(sha256(prepared.value.manifest.bytes))
  return token.ok ? accept(finishArchive(prepared.value, token.value, at)) : token
}

async function stampSingle(asic: Asic, timestamper: Timestamper, at: Date): Promise<Result<Uint8Array, ContainerRefusal | 'no-timestamp'>> {
  const [part] = asic.signatures
  if (!part?.signs) return refuse('not-extended')
  let bytes = part.bytes
  const content = contentOf(part.signs.bytes)
  for (let index = 0; ; index++) {
    const data = readSignedData(bytes)
    if (!data.ok) return refuse('not-extended')
    const signer = data.value.signers[index]
    if (!signer) break
    const imprint = archiveImprint(data.value, signer, content, 'sha256')
    const token = imprint && await timestamper.stamp(imprint.hash)
    if (!token) return refuse('not-extended')
    if (!token.ok) return token
    const attribute = archiveTimestamp(token.value, imprint)
    if (!attribute) return refuse('not-extended')
    bytes = withUnsigned(data.value, index, [attribute])
  }
  return accept(withParts(asic, new Map([[part.name, bytes]]), at))
}

/** Signatures of XAdES and loose time stamps are read and judged, but nothing is added to them. */
function extendable(bytes: Uint8Array): Result<Asic, ContainerRefusal> {
  const asic = readAsic(bytes)
  if (!asic.ok) return refuse('unreadable-container')
  const { kind, signatures, xades } = asic.value
  const isCades = (kind === 'asic-e' || kind === 'asic-s') && signatures.length > 0 && xades.length === 0
  return isCades ? asic : refuse('no-cades')
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()
