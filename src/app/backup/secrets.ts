import { mkdir, readdir, readFile } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import { z } from 'zod'
import { canonicalJson } from '../../kernel/json.ts'
import { sha256Of } from '../../kernel/sha256.ts'
import { replaceDurably, syncFolder, writeDurably } from '../../platform/disk/index.ts'
import { seal, unseal } from '../../platform/copies/index.ts'
import { isKeyOf, type Manifest } from './manifest.ts'
import { BackupRefusal } from './refusal.ts'

/** The secrets of an installation by the names of their files. */
export type Secrets = ReadonlyMap<string, Buffer>
export const logKeyName = 'log-key.pem'

const Kept = z.record(z.string().regex(/^[^/\0]+(\/[^/\0]+)*$/).refine((name) => normalize(name) === name && !name.split('/').includes('..')), z.base64())

/** Everything in the folder of secrets; what is just being made there has a name with a dot before it. */
export async function readSecrets(folder: string): Promise<Secrets> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  })
  const names = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
  const secrets = new Map<string, Buffer>()
  for (const name of names.sort()) secrets.set(name, await readFile(join(folder, name)))
  return secrets
}

export async function writeSecretsPart(folder: string, secrets: Secrets, passphrase: string | undefined): Promise<Manifest['secrets']> {
  const plain = canonicalJson(Object.fromEntries([...secrets].map(([name, bytes]) => [name, bytes.toString('base64')])))
  const text = passphrase === undefined ? plain : await seal(Buffer.from(plain), passphrase)
  const part = passphrase === undefined ? 'secrets.json' : 'secrets.sealed'
  await writeDurably(join(folder, part), text)
  return { sealed: passphrase !== undefined, part, sha256: sha256Of(Buffer.from(text)), size: Buffer.byteLength(text) }
}

/** The secrets of a backup, whose log key must be the one that signed it. */
export async function openSecretsPart(folder: string, manifest: Manifest, passphrase: string | undefined): Promise<Secrets> {
  const path = join(folder, manifest.secrets.part)
  const text = await readFile(path, 'utf8')
  const secrets = parseSecrets(manifest.secrets.sealed ? await unsealed(text, passphrase) : text, path)
  if (!isKeyOf(secrets.get(logKeyName), manifest)) throw new BackupRefusal('part-changed', `${path}: the key of the log in it is not the one that signed this backup. Take another generation or another copy.`)
  return secrets
}

async function unsealed(text: string, passphrase: string | undefined): Promise<string> {
  if (passphrase === undefined) throw new BackupRefusal('passphrase-missing', 'The secrets in this backup are sealed by a passphrase. Put it into a variable of the environment and name that: --passphrase-env NAME')
  const opened = await unseal(text, passphrase)
  if (!opened.ok) throw new BackupRefusal('wrong-passphrase', 'The passphrase is not the one this backup was sealed with. Nothing was written.')
  return opened.value.toString('utf8')
}

function parseSecrets(text: string, path: string): Secrets {
  const parsed = Kept.safeParse(JSON.parse(text))
  if (!parsed.success) throw new BackupRefusal('part-changed', `${path}: it does not hold the secrets of an office.`)
  return new Map(Object.entries(parsed.data).map(([name, base64]) => [name, Buffer.from(base64, 'base64')]))
}

/** Puts the secrets to their place, readable to the server alone. */
export async function writeSecrets(folder: string, secrets: Secrets): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const [name, bytes] of secrets) {
    await mkdir(dirname(join(folder, name)), { recursive: true, mode: 0o700 })
    await replaceDurably(join(folder, name), bytes)
  }
  await syncFolder(folder)
}
