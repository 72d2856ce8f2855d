import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { Worker } from 'node:worker_threads'
import fc from 'fast-check'
import ts from 'typescript'
import { slowMs, type PatternTask, type PatternTime, type Pumped } from './testing-pattern-worker.ts'

const root = new URL('../../../', import.meta.url)

/**
 * Patterns whose time grows faster than their text, and how long that text can be at most where they are used; at that length they
 * must be quick. A pattern that reads foreign bytes in the sandbox has no place here: make it linear.
 */
const bounded: Readonly<Record<string, number>> = {
  // Addresses in the configuration.
  '\\/+$': 2_000,
}

interface Found { readonly source: string; readonly flags: string; readonly path: string }

/** Every regular expression of the product, read from the sources as the compiler reads them. */
function patterns(): Found[] {
  const found = new Map<string, Found>()
  for (const folder of ['src', 'web', 'portal']) {
    for (const name of readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })) {
      const path = `${folder}/${name}`
      if (!/\.tsx?$/.test(path) || /\.test\.|(^|\/)testing|\/fixtures?[/.-]|\/demo\//.test(path)) continue
      const visit = (node: ts.Node): void => {
        if (ts.isRegularExpressionLiteral(node)) {
          const end = node.text.lastIndexOf('/')
          found.set(node.text, { source: node.text.slice(1, end), flags: node.text.slice(end + 1), path })
        }
        ts.forEachChild(node, visit)
      }
      visit(ts.createSourceFile(path, readFileSync(new URL(path, root), 'utf8'), ts.ScriptTarget.Latest, true))
    }
  }
  return [...found.values()]
}

/** Only what may come any number of times can take more than its share of time. */
const endless = /[*+]|\{\d+,\}|\{\d+,\d{3,}\}/

const common = ['a', 'A', '0', ' ', '\t', '\n', '.', '-', '/', '@', '<', '"', '=', '.a', 'a.', ' a', 'a ', '@.', '{', '(', '\0', '=?', 'a\n', ' \n', '--', '<a ', 'ž']

/** Texts that match almost: what the pattern takes, with each short piece of it repeated. */
function nearMatches({ source, flags }: Found): Pumped[] {
  const taken = (() => {
    try {
      return fc.sample(fc.stringMatching(new RegExp(source, flags.replace(/[gimy]/g, ''))), { numRuns: 1, seed: 7 }).map((text) => text.slice(0, 14))
    } catch {
      return []
    }
  })()
  const pumped = taken.flatMap((text) => [1, 2].flatMap((width) => Array.from({ length: Math.max(text.length - width + 1, 0) }, (_, at) => ({ head: text.slice(0, at), piece: text.slice(at, at + width) }))))
  // Most patterns do not take one of these ends, so that everything before is tried.
  return [...pumped, ...common.map((piece) => ({ head: '', piece }))].flatMap((text) => ['\0', '\n', '@@'].map((tail) => ({ ...text, tail })))
}

describe('the regular expressions of the product', () => {
  it('search in time that grows with the text and no faster, however it is made to mislead them', { timeout: 240_000 }, async () => {
    let worker = start()
    const time = async (found: Found, length: number): Promise<PatternTime> => {
      const task: PatternTask = { source: found.source, flags: found.flags, length, texts: nearMatches(found) }
      worker.postMessage(task)
      const answer = await Promise.race([
        new Promise<PatternTime>((resolve) => worker.once('message', resolve)).finally(() => clearTimeout(timer)),
        new Promise<null>((resolve) => { timer = setTimeout(() => resolve(null), 20_000) }),
      ])
      if (answer) return answer
      await worker.terminate()
      worker = start()
      return { ms: Infinity, text: 'it did not end' }
    }
    let timer: NodeJS.Timeout | undefined
    /** The quickest of three: what else runs on the machine only ever adds to it. */
    const least = async (found: Found, length: number) => {
      const [one, ...others] = [await time(found, length), await time(found, length), await time(found, length)]
      return others.reduce((best, next) => (next.ms < best.ms ? next : best), one)
    }
    const [all, slow] = [patterns(), [] as string[]]
    for (const found of all.filter(({ source }) => endless.test(source))) {
      if ((await time(found, 16_000)).ms < slowMs) continue
      const [long, short] = [await least(found, 16_000), await least(found, 1_600)]
      if (long.ms < slowMs) continue
      if (long.ms < 25 * Math.max(short.ms, 0.02)) continue
      const most = bounded[found.source]
      if (most !== undefined && (await least(found, most)).ms < 50) continue
      slow.push(`${found.path} /${found.source}/${found.flags}: ${Math.round(long.ms)} ms for 16 000 characters, ${short.ms.toFixed(2)} ms for a tenth, like ${JSON.stringify(long.text)}`)
    }
    await worker.terminate()
    console.log(`${all.length} regular expressions`)
    assert.deepEqual(slow, [])
    assert.deepEqual(Object.keys(bounded).filter((known) => !all.some(({ source }) => source === known)), [], 'these are in the product no more')
    assert.ok(all.length > 200, String(all.length))
  })
})

const start = () => new Worker(new URL('./testing-pattern-worker.ts', import.meta.url))
