import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { prepareSignature, type Wish } from '../../src/engines/pades/index.ts'
import { block } from './own.ts'
import { archived, kept, signed } from './own-steps.ts'
import { demoOffice } from './signatories.ts'

const ways: Readonly<Record<string, Partial<Wish>>> = { unseen: {}, shown: { certification: 'none', block: block(0, 60) } }

/** Others' files that say they are PDF/A, signed by us and archived; those that we refuse to sign are left out. */
export async function signedArchival(paths: readonly string[], folder: string): Promise<readonly { readonly original: string; readonly path: string }[]> {
  const who = (await demoOffice(folder)).signatory('Jana Nováková')
  return paths.flatMap((original, index) => Object.entries(ways).flatMap(([way, wish]) => {
    const bytes = readFileSync(original)
    if (!bytes.includes('pdfaid') || !prepareSignature(bytes, { signedAt: who.now(), ...wish }, who.signer, true).ok) return []
    const path = join(folder, `${index}-${way}-${basename(original)}`)
    writeFileSync(path, archived(kept(signed(bytes, who, wish), who), who))
    return [{ original, path }]
  }))
}
