// @ts-check
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { pinnedNode } from '../setup/node.mjs'
import { root } from '../setup/root.mjs'

const folders = ['src', 'web', 'portal', 'e2e', 'bench', 'tools'].filter((folder) => existsSync(join(root, folder)))

/** The longest part first, so that two cores finish together. */
const parts = [
  { name: 'types', args: ['tools/check/types.mjs', 'tsconfig.json'] },
  { name: 'layers', args: ['node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', '--config', '.dependency-cruiser.cjs',
    '--output-type', 'err', ...folders] },
  { name: 'web types', args: ['tools/check/types.mjs', 'web/tsconfig.json'] },
  { name: 'lint', args: ['node_modules/oxlint/bin/oxlint', '--deny-warnings', '--format=unix', ...folders] },
  { name: 'house', args: ['tools/check/house.mjs'] },
  { name: 'asvs', args: ['tools/check/asvs.mjs'] },
]

/** Runs every part even when one is broken, and prints what each has to say.
 * @returns {Promise<{ passed: number, failed: number }>} */
export async function check() {
  const queue = [...parts]
  let failed = 0
  const worker = async () => {
    for (let part = queue.shift(); part; part = queue.shift()) if (!(await run(part))) failed += 1
  }
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker))
  console.log(`check: ${parts.length - failed} passed, ${failed} failed`)
  return { passed: parts.length - failed, failed }
}

/** @param {{ name: string, args: string[] }} part @returns {Promise<boolean>} */
function run({ name, args }) {
  const started = Date.now()
  return new Promise((done, fail) => {
    let output = ''
    const child = spawn(pinnedNode(), args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => { output += chunk })
    child.on('error', fail)
    child.on('close', (code) => {
      const lines = output.trim().split('\n')
      const seconds = ((Date.now() - started) / 1000).toFixed(1).padStart(5)
      console.log(`${code === 0 ? '✔' : '✖'} ${name.padEnd(10)} ${seconds} s  ${code === 0 ? lines.at(-1) ?? '' : ''}`)
      if (code !== 0) console.log(lines.map((line) => `    ${line}`).join('\n'))
      done(code === 0)
    })
  })
}
