import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { sha256Of } from '../../kernel/sha256.ts'

export interface Asset {
  readonly type: string
  readonly bytes: Buffer
  readonly etag: string
}

const types: ReadonlyMap<string, string> = new Map([
  ['.css', 'text/css; charset=utf-8'], ['.woff2', 'font/woff2'], ['.svg', 'image/svg+xml'], ['.png', 'image/png'], ['.ico', 'image/x-icon'],
])

/** The few files the pages need, by name, read once: nothing else can be asked for. */
export async function readAssets(directory: string | null): Promise<ReadonlyMap<string, Asset>> {
  if (directory === null) return new Map()
  const assets = (await readdir(directory)).map(async (name): Promise<[string, Asset][]> => {
    const type = types.get(extname(name))
    if (type === undefined) return []
    const bytes = await readFile(join(directory, name))
    return [[name, { type, bytes, etag: `"${sha256Of(bytes).slice(0, 32)}"` }]]
  })
  return new Map((await Promise.all(assets)).flat())
}
