import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { BadConfig, type Config } from './config.ts'

/**
 * A secret of this installation, made by `make` the first time it is asked for and kept readable to the server alone.
 * Servers that start at the same moment agree on one: the file appears whole or not at all, and the first one wins. A process that does
 * only a part of the office makes none: on a machine of its own it would make another than the rest has.
 */
export async function installationSecret(
  { secretsDirectory: folder, run }: Pick<Config, 'secretsDirectory' | 'run'>, name: string, make: () => string | Buffer = () => randomBytes(32),
): Promise<Buffer> {
  const path = join(folder, name)
  const known = await readFile(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  })
  if (known) return known
  if (run !== 'all') throw new BadConfig(`OBEH_SECRETS: there is no ${path}. Copy the secrets of the office here; they are made where it was founded.`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const temporary = join(folder, `.${randomBytes(8).toString('hex')}`)
  const file = await open(temporary, 'wx', 0o600)
  try {
    await file.writeFile(make())
    await file.sync()
  } finally {
    await file.close()
  }
  await link(temporary, path).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  })
  await rm(temporary)
  return readFile(path)
}
