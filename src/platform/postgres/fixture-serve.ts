// Run as a process by the tests: starts PostgreSQL with the options of the first argument, says how it went in one line of JSON, and
// stays until its input ends, when it stops the server.
import { startPostgres } from './index.ts'

const ended = new Promise((resolve) => process.stdin.on('end', resolve).resume())
try {
  const postgres = await startPostgres(JSON.parse(process.argv[2] ?? ''))
  console.log(JSON.stringify({ url: postgres.url('postgres'), adopted: postgres.adopted }))
  await ended
  await postgres.stop()
} catch (error) {
  console.log(JSON.stringify({ error: error instanceof Error ? error.message : String(error) }))
}
process.exit()
