import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Outcome } from './outcome.ts'

/** obeh bench [NAME…]: runs the benchmarks in a process of their own, which prints as it goes. */
export async function benchCommand(args: string[]): Promise<Outcome> {
  const main = fileURLToPath(new URL('../../../bench/main.ts', import.meta.url))
  const { status } = spawnSync(process.execPath, [main, ...args], { stdio: 'inherit' })
  return { ok: status === 0, json: { status }, lines: [] }
}
