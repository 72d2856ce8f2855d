import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { exclusively } from './index.ts'

const door = JSON.stringify(new URL('./index.ts', import.meta.url).href)

describe('work that is done by one at a time', () => {
  let folder = ''
  before(async () => { folder = await mkdtemp(join(tmpdir(), 'obeh-exclusive-')) })
  after(() => rm(folder, { recursive: true }))

  const script = (place: string, work: string) => ['--input-type=module', '-e', `
    import { readFile, writeFile } from 'node:fs/promises'
    import { exclusively } from ${door}
    const [place, count] = [${JSON.stringify(place)}, ${JSON.stringify(`${place}.count`)}]
    ${work}`]

  it('loses nothing when four processes read, add and write', async () => {
    const place = join(folder, 'race')
    await writeFile(`${place}.count`, '0')
    const work = 'for (let i = 0; i < 10; i++) await exclusively(place, async () => writeFile(count, String(Number(await readFile(count, "utf8")) + 1)))'
    await Promise.all([1, 2, 3, 4].map(() => promisify(execFile)(process.execPath, script(place, work))))
    assert.deepEqual([await readFile(`${place}.count`, 'utf8'), await readdir(folder)], ['40', ['race.count']])
  })

  it('goes on after a holder that was killed, and does not take the place of one that lives', async () => {
    const place = join(folder, 'killed')
    const child = spawn(process.execPath, script(place, 'await exclusively(place, async () => { console.log("in"); await new Promise((done) => setTimeout(done, 60_000)) })'))
    await once(child.stdout, 'data')
    await assert.rejects(exclusively(place, () => Promise.resolve('early'), { waitMs: 60 }), /somebody else .* remove that folder/)
    child.kill('SIGKILL')
    await once(child, 'exit')
    assert.deepEqual(await Promise.all([1, 2, 3, 4].map((one) => exclusively(place, () => Promise.resolve(one)))), [1, 2, 3, 4])
  })

  it('lets go when the work fails', async () => {
    const place = join(folder, 'fails')
    await assert.rejects(exclusively(place, () => Promise.reject(new Error('no'))), /no/)
    assert.equal(await exclusively(place, () => Promise.resolve('yes')), 'yes')
  })
})
