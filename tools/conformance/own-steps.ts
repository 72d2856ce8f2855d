import { createHash } from 'node:crypto'
import { finishArchive, finishAsic, prepareArchive, prepareAsic, readAsic, withParts, type AsicFile } from '../../src/engines/asic/index.ts'
import { readSignedData, signatureTimestamp, withEvidence } from '../../src/engines/cms/index.ts'
import { addEvidence, finish, finishSignature, prepareSignature, prepareTimestamp, type Wish } from '../../src/engines/pades/index.ts'
import { signatures } from '../../src/engines/pdf/index.ts'
import { opened, taken } from '../../src/engines/pdf/testing.ts'
import type { Signatory } from './signatories.ts'

/** A PDF signed once more: B-B, with a time stamp B-T. */
export function signed(bytes: Uint8Array, who: Signatory, wish: Partial<Wish> = {}, isStamped = true): Buffer {
  const ready = taken(prepareSignature(bytes, { signedAt: who.now(), ...wish }, who.signer, isStamped))
  const value = who.sign(ready.toSign.bytes)
  return Buffer.concat(taken(finishSignature(ready, who.signer, value, isStamped ? who.stamp(value) : undefined)))
}

/** B-LT: with all that its signatures and time stamps rest on. */
export function kept(bytes: Uint8Array, who: Signatory): Buffer {
  const evidence = who.evidence()
  return Buffer.concat(taken(addEvidence(bytes, signatures(opened(bytes)).flatMap(({ contents }) => (contents === undefined ? [] : [{ contents: contents.value, ...evidence }])))))
}

/** B-LTA. */
export function archived(bytes: Uint8Array, who: Signatory): Buffer {
  const prepared = taken(prepareTimestamp(bytes))
  return Buffer.concat(taken(finish(prepared, who.stampDigest(prepared.digest))))
}

/** A container of files with one CAdES signature. */
export function contained(kind: 'asic-e' | 'asic-s', files: readonly AsicFile[], who: Signatory, isStamped: boolean): Uint8Array {
  const prepared = taken(prepareAsic(kind, files))
  const { algorithm, builder } = who.signer
  const toSign = builder.prepare(createHash(algorithm.digest).update(prepared.signs).digest(), who.now())
  const value = who.sign(toSign.bytes)
  return finishAsic(prepared, builder.finish(toSign, value, isStamped ? { unsigned: [signatureTimestamp(who.stamp(value))] } : {}), who.now())
}

/** A container whose signature brings its evidence along. */
export function keptInside(container: Uint8Array, who: Signatory): Uint8Array {
  const asic = taken(readAsic(container))
  return withParts(asic, new Map(asic.signatures.map(({ name, bytes }) => [name, withEvidence(taken(readSignedData(bytes)), who.evidence())])), who.now())
}

/** A container with a time stamp over everything in it. */
export function archivedInside(container: Uint8Array, who: Signatory): Uint8Array {
  const prepared = taken(prepareArchive(taken(readAsic(container))))
  return finishArchive(prepared, who.stamp(prepared.manifest.bytes), who.now())
}
