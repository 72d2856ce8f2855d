import { createHash, X509Certificate } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addEvidence, finish, finishSignature, prepareSignature, prepareTimestamp, signWith } from '../../src/engines/pades/index.ts'
import { at, holder, timestampBy, type Holder } from '../../src/engines/pades/testing.ts'
import { signatures } from '../../src/engines/pdf/index.ts'
import { buildPdf, layouts, opened, taken } from '../../src/engines/pdf/testing.ts'

/** Writes files of our own of every layout, key and level into a folder, and gives their paths. */
export function writeOwnFiles(folder: string): string[] {
  mkdirSync(folder, { recursive: true })
  return (['RSA-2048', 'P-256'] as const).flatMap((kind) => {
    const who = holder(kind)
    writeFileSync(join(folder, `${kind}-root.pem`), new X509Certificate(who.authority.root.certificate.der).toString())
    return layouts.flatMap((layout) => Object.entries(levelsOf(buildPdf({ layout, pages: ['One', 'Two'] }), who)).map(([level, bytes]) => {
      const path = join(folder, `${kind}-${layout}-${level}.pdf`)
      writeFileSync(path, bytes)
      return path
    }))
  })
}

/** The root that a file of our own leads to. */
export const rootOf = (file: string): string => file.replace(/-[a-z]+-[a-z]+\.pdf$/, '-root.pem')

function levelsOf(bytes: Uint8Array, who: Holder): Record<string, Buffer> {
  const { signer, key, authority, chain } = who
  const ready = taken(prepareSignature(bytes, { signedAt: at }, signer, true))
  const value = signWith(key, signer, ready.toSign.bytes)
  const b = Buffer.concat(taken(finishSignature(ready, signer, value)))
  const t = Buffer.concat(taken(finishSignature(ready, signer, value, timestampBy(who, createHash('sha256').update(value).digest()))))
  const [signature] = signatures(opened(t))
  const evidence = { contents: signature?.contents?.value ?? new Uint8Array(), certificates: chain, crls: [authority.crl().der], ocsps: [authority.ocspBytes(authority.authority.certificate)] }
  const lt = Buffer.concat(taken(addEvidence(t, [evidence])))
  const prepared = taken(prepareTimestamp(lt))
  return { b, t, lt, lta: Buffer.concat(taken(finish(prepared, timestampBy(who, prepared.digest)))) }
}
