import { createPrivateKey } from 'node:crypto'
import type { Id } from '../../kernel/id.ts'
import { accept } from '../../kernel/result.ts'
import { runCeremony } from '../../modules/signing/index.ts'
import { openDatabase } from '../../platform/database/index.ts'
import { contentStore } from '../../platform/files/index.ts'
import { openAuthority } from '../../platform/pki/index.ts'
import { officeSigner } from './signer.ts'

/** What a process of its own needs to run a ceremony as a worker would; told in its environment, for tests that kill it. */
export interface RunnerSettings {
  readonly url: string
  readonly files: string
  readonly authority: string
  readonly logKey: string
  readonly secret: string
  readonly tenantId: Id<'Tenant'>
  readonly ceremonyId: Id<'Ceremony'>
  readonly now: string
  readonly chunk: number
}

const { url, files, authority: folder, logKey, secret, tenantId, ceremonyId, now: time, chunk } = JSON.parse(process.env['RUNNER'] ?? '') as RunnerSettings
const now = () => new Date(time)
const authority = await openAuthority(folder, now)
const db = openDatabase(url, { name: 'obeh runner', role: 'obeh_app', connections: 4, tenantId })
const signer = officeSigner({
  secret: Buffer.from(secret, 'hex'), authority, timestamper: { stamp: (sha256) => Promise.resolve(accept(authority.stamp(sha256))), readyAt: () => null }, csc: null, tokens: null,
})
process.stdout.write('ready\n')
await runCeremony({ db, now, logKey: createPrivateKey(logKey), files: contentStore(files), signer }, tenantId, ceremonyId, { chunk })
await db.destroy()
process.stdout.write('done\n')
process.exit(0)
