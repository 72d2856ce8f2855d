import { openOffice } from '../src/app/office.ts'
import { startWork } from '../src/app/work.ts'
import { readConfig } from '../src/platform/config/index.ts'

/* The part of an office that works behind the counter, as a process of its own that a story may kill. Its clock is `STORY_NOW` when it starts. */

const { STORY_NOW: until = '' } = process.env
const started = Date.now()
const office = await openOffice(readConfig(process.env), { now: () => new Date(new Date(until).getTime() + Date.now() - started) })
await startWork(office, undefined, { pollIntervalMs: 100 })
process.stdout.write('works\n')
