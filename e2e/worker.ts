import { openOffice } from '../src/app/office.ts'
import { startWork } from '../src/app/work.ts'
import { readConfig } from '../src/platform/config/index.ts'

/* The part of an office that works behind the counter, as a process of its own that a story may kill. Its clock is `STORY_NOW` when it starts;
   with `STORY_DIES_AFTER` it kills itself, as by kill -9, at the first content after so many that it puts into the store. */

const { STORY_NOW: until = '', STORY_DIES_AFTER: diesAfter } = process.env
const started = Date.now()
const office = await openOffice(readConfig(process.env), { now: () => new Date(new Date(until).getTime() + Date.now() - started) })
let left = Number(diesAfter ?? Number.POSITIVE_INFINITY)
const counted = (contents: number) => {
  left -= contents
  if (left < 0) process.kill(process.pid, 'SIGKILL')
}
const files: typeof office.files = {
  ...office.files,
  put(...given) {
    counted(1)
    return office.files.put(...given)
  },
  putAll(tenantId, contents) {
    counted(contents.length)
    return office.files.putAll(tenantId, contents)
  },
}
await startWork({ ...office, files }, undefined, { pollIntervalMs: 100 })
process.stdout.write('works\n')
