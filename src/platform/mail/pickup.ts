import { randomUUID } from 'node:crypto'
import { access, constants, link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { basename, isAbsolute, join } from 'node:path'
import type { Carrier } from './carrier.ts'
import { hashOf } from './outgoing.ts'

/**
 * A directory from which another program takes mails. A mail is `<sha256 of its message id>.eml`, appears whole and
 * only once: when it is already there, that one counts and its bytes are the answer.
 */
export function pickupDirectory(directory: string): Carrier {
  if (!isAbsolute(directory)) throw new Error(`The pickup directory must be an absolute path: ${directory}`)
  return {
    async deliver({ raw }, messageId) {
      const path = join(directory, `${hashOf(messageId)}.eml`)
      await mkdir(directory, { recursive: true })
      await writeOnce(path, raw)
      return { response: basename(path), raw: await readFile(path) }
    },
    async verify() {
      await mkdir(directory, { recursive: true })
      await access(directory, constants.W_OK | constants.X_OK)
    },
    close() {},
  }
}

/** Linking instead of renaming: of several at once exactly one wins and none replaces another. */
async function writeOnce(path: string, raw: Uint8Array) {
  const temporary = `${path}.${randomUUID()}.tmp`
  try {
    await sync(temporary, 'wx', raw)
    await link(temporary, path).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    })
  } finally {
    await rm(temporary, { force: true })
  }
  await sync(join(path, '..'), 'r')
}

async function sync(path: string, flags: string, bytes?: Uint8Array) {
  const file = await open(path, flags)
  try {
    if (bytes) await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}
