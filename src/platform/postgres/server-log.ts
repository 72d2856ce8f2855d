import { open, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'

const largest = 10_000_000
const kept = 3

/** Opens `<directory>/postgres.log` for appending; a large one first steps aside as `postgres.log.1`, older ones shift to `.3`. */
export async function openServerLog(directory: string) {
  const path = join(directory, 'postgres.log')
  const size = (await stat(path).catch(() => undefined))?.size ?? 0
  if (size > largest) {
    for (let age = kept - 1; age >= 0; age -= 1) {
      const older = age === 0 ? path : `${path}.${age}`
      await rename(older, `${path}.${age + 1}`).catch(() => undefined)
    }
  }
  const handle = await open(path, 'a', 0o600)
  const { size: from } = await handle.stat()
  /** What was written since it was opened, at most its last lines. */
  const written = async () => (await readFile(path)).subarray(from).toString('utf8').split('\n').slice(-20).join('\n').trim()
  return { fd: handle.fd, close: () => handle.close(), written }
}
