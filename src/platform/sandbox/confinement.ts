import { execFile } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../../', import.meta.url))
const runner = fileURLToPath(new URL('runner.ts', import.meta.url))
const readable = ['package.json', 'src', 'node_modules'].flatMap((name) => {
  const path = program + name
  return [...new Set([path, realpathSync(path)])].flatMap((one) => name === 'package.json' ? [one] : [one, `${one}/*`])
})

/** Node's own fences: no writing, no children, no threads, no addons; reads only the program (not its data directory). */
export const nodeArguments = (memoryMb: number): string[] => [
  '--permission', ...readable.map((path) => `--allow-fs-read=${path}`), `--max-old-space-size=${memoryMb}`, '--no-warnings', runner]

/**
 * The command under limits that the kernel keeps: private writable memory (heap, Buffers, WASM alike), processor time
 * (a process whose server died ends by itself), no core dumps, no files, and the first to go when the machine runs out.
 */
export function withKernelLimits(
  command: string[], limits: { readonly dataKb: number | null; readonly cpuSeconds: number }): [string, ...string[]] {
  const data = limits.dataKb === null ? '' : `ulimit -d ${limits.dataKb} && `
  const ulimits = `${data}ulimit -t ${limits.cpuSeconds} && ulimit -c 0 && ulimit -f 0`
  const script = `echo 1000 2>/dev/null > /proc/self/oom_score_adj; ${ulimits} && exec "$@"`
  return ['/bin/sh', '-c', script, 'sandbox', ...command]
}

let measured: Promise<number | null> | undefined

/** KiB of private writable memory that an idle Node maps (about half a gigabyte, hardly any of it touched); null off Linux. */
export function dataSizeOfNodeKb(): Promise<number | null> {
  measured ??= new Promise((resolve) => {
    const script = 'process.stdout.write(require("fs").readFileSync("/proc/self/status", "utf8"))'
    execFile(process.execPath, ['-e', script], { env: {}, timeout: 20_000 }, (_error, stdout) => {
      const kb = /^VmData:\s*(\d+) kB/m.exec(stdout)?.[1]
      resolve(kb === undefined ? null : Number(kb))
    })
  })
  return measured
}
