// Run as a process by the tests: asks for a database under the key of the first argument; says in one line of JSON what it got and how
// often it had to prepare the template.
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { testDatabase } from './index.ts'

let prepared = 0
const { url, drop } = await testDatabase(async (template) => {
  prepared += 1
  await query(template, `create table made as select '${randomUUID()}' as by; select pg_sleep(0.3)`)
}, process.argv[2] ?? '')
const [row] = await query(url, 'select by from made')
console.log(JSON.stringify({ url, prepared, by: row?.by }))
if (process.argv[3] !== 'leave') await drop()

async function query(address: string, sql: string): Promise<{ by: string }[]> {
  const client = new pg.Client({ connectionString: address })
  await client.connect()
  try {
    return (await client.query<{ by: string }>(sql)).rows
  } finally {
    await client.end()
  }
}
