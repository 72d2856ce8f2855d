import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signatures } from '../pdf/index.ts'
import { opened } from '../pdf/testing.ts'

/** Whether OpenSSL verifies every signature of the file as CAdES with this root; throws what it says otherwise. */
export function verifyWithOpenssl(bytes: Uint8Array, root: Uint8Array): number {
  const all = signatures(opened(bytes)).filter(({ kind }) => kind === 'signature')
  inFolder((folder) => {
    writeFileSync(join(folder, 'root.pem'), `-----BEGIN CERTIFICATE-----\n${Buffer.from(root).toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`)
    for (const { contents, byteRange } of all) {
      const [, before = 0, behind = 0, rest = 0] = byteRange?.value ?? []
      writeFileSync(join(folder, 'content'), Buffer.concat([bytes.subarray(0, before), bytes.subarray(behind, behind + rest)]))
      writeFileSync(join(folder, 'cms'), contents?.value ?? '')
      const files = ['-in', join(folder, 'cms'), '-content', join(folder, 'content'), '-CAfile', join(folder, 'root.pem')]
      execFileSync('openssl', ['cms', '-verify', '-cades', '-inform', 'DER', '-binary', '-purpose', 'any', '-out', join(folder, 'out'), ...files], { stdio: 'pipe' })
    }
  })
  return all.length
}

export function inFolder<Value>(work: (folder: string) => Value): Value {
  const folder = mkdtempSync(join(tmpdir(), 'obeh-pades-'))
  try {
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export function isInstalled(command: string, flag: string): boolean {
  try {
    execFileSync(command, [flag], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
