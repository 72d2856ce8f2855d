import { parseArgs } from 'node:util'
import { BadConfig, readConfig, type Config } from '../platform/config/index.ts'
import { demoAccounts, demoPassword } from './demo/accounts.ts'
import { PortTaken } from './port.ts'
import { serve } from './serve.ts'

const say = (line: string) => process.stderr.write(`${line}\n`)

async function main() {
  const config = readConfig({ ...process.env, ...chosenRun() })
  // The owner of the database is needed at the start alone; what this process starts should not know them.
  delete process.env['DATABASE_URL']
  // Asked to stop while it starts, it stops as soon as it can without leaving anything behind.
  const asked = new AbortController()
  const stop = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      // Heard as often as it comes: a signal repeated while it stops must not cut the stopping off.
      process.on(signal, () => {
        if (!asked.signal.aborted) say('Stopping…')
        asked.abort()
        resolve()
      })
    }
  })
  const running = await serve(config, say, asked.signal).catch((error: unknown) => {
    if (asked.signal.aborted) return null
    throw error
  })
  if (!running) process.exit(0)
  announce(config, running.port)
  await stop
  await running.stop()
  process.exit(0)
}

/** `--only web|worker` says the same as OBEH_RUN. */
function chosenRun() {
  const { values: { only } } = parseArgs({ allowPositionals: true, options: { only: { type: 'string' } } })
  return only === undefined ? {} : { OBEH_RUN: only }
}

function announce({ mode, run, publicUrl }: Config, port: number) {
  if (run === 'worker') return void process.stdout.write(`\nOběh works behind the counter. How it is: http://localhost:${port}/readyz\n`)
  const [isDemo, url] = [mode === 'demo', publicUrl.replace(/:0$/, `:${port}`)]
  process.stdout.write(`\nOběh is running.\n  staff     ${url}\n  citizens  ${url}/portal\n`)
  if (isDemo) {
    process.stdout.write(`\nThis is a demo office. Everybody's password is ${demoPassword}\n`)
    for (const { name, email, why } of demoAccounts) process.stdout.write(`  ${email.padEnd(38)} ${name}, ${why}\n`)
  }
  process.stdout.write('\nStop it with Ctrl+C.\n')
}

await main().catch((error: unknown) => {
  if (error instanceof PortTaken) say(error.message)
  else if (error instanceof BadConfig) say(`The configuration is not right:\n${error.message}`)
  else say(error instanceof Error ? error.stack ?? error.message : String(error))
  process.exit(1)
})
