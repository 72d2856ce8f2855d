import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseCheckpoint, type Checkpoint } from '../../engines/merkle/index.ts'
import { sha256Of } from '../../kernel/sha256.ts'
import { replaceDurably, syncFolder } from '../../platform/disk/index.ts'

/** What a witness remembers: the last checkpoint it cosigned of each origin. One process keeps a folder. */
export interface WitnessState {
  /**
   * Decides about an origin with nobody between: `work` gets what is known and says what to remember, null for nothing. What is to be
   * remembered lies on the disk before this returns. Throws what `work` throws, and when what was remembered cannot be read: a witness
   * that has forgotten must not cosign.
   */
  decide<Value>(origin: string, work: (known: Checkpoint | undefined) => { readonly remember: string | null; readonly value: Value }): Promise<Value>
}

export function witnessState(directory: string): WitnessState {
  const turns = new Map<string, Promise<unknown>>()
  return {
    decide(origin, work) {
      const path = join(directory, `${sha256Of(Buffer.from(origin))}.checkpoint`)
      const turn = (turns.get(path) ?? Promise.resolve()).catch(() => {}).then(async () => {
        const { remember, value } = work(await readKnown(path, origin))
        if (remember !== null) await write(directory, path, remember)
        return value
      })
      turns.set(path, turn)
      return turn
    },
  }
}

async function readKnown(path: string, origin: string): Promise<Checkpoint | undefined> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  const known = parseCheckpoint(text)
  if (!known.ok || known.value.origin !== origin) throw new Error(`What the witness remembered of ${origin} in ${path} is damaged`)
  return known.value
}

async function write(directory: string, path: string, text: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  await replaceDurably(path, text)
  await syncFolder(directory)
}
