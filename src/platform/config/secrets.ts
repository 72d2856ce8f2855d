import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * A secret of this installation, made by `make` the first time it is asked for and kept readable to the server alone.
 * Servers that start at the same moment agree on one: the file appears whole or not at all, and the first one wins.
 */
export async function installationSecret(dataDirectory: string, name: string, make: () => string | Buffer = () => randomBytes(32)): Promise<Buffer> {
  const folder = join(dataDirectory, 'secrets')
  const path = join(folder, name)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const known = await readFile(path).catch(() => undefined)
  if (known) return known
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
