import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { testOffice, type TestOffice } from '../modules/identity/testing.ts'
import { readConfig } from '../platform/config/index.ts'
import { testDatabase } from '../platform/testing/index.ts'
import { openOffice } from './office.ts'

describe('a database whose log another key signed', () => {
  let directory = ''
  let office: TestOffice
  before(async () => {
    office = await testOffice()
    directory = await mkdtemp(join(tmpdir(), 'obeh-foreign-'))
  })
  after(async () => {
    await office.close()
    await rm(directory, { recursive: true, force: true })
  })

  const environment = (data: string, url = office.url) => ({ OBEH_DATA: join(directory, data), DATABASE_URL: url, LOG_LEVEL: 'silent' })
  const verify = (env: Record<string, string>) => new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const main = fileURLToPath(new URL('cli/main.ts', import.meta.url))
    execFile(process.execPath, [main, 'log', 'verify'], { env: { ...process.env, ...env } }, (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }))
  })

  it('is not opened, and the reason is said', async () => {
    await assert.rejects(openOffice(readConfig(environment('mistyped'))), /kuzk\.example\/log is not signed by the key in .*mistyped.*OBEH_DATA/s)
  })

  it('is opened with the key that signed it', async () => {
    await mkdir(join(directory, 'own/secrets'), { recursive: true })
    await writeFile(join(directory, 'own/secrets/log-key.pem'), office.logKey.export({ format: 'pem', type: 'pkcs8' }))
    await (await openOffice(readConfig(environment('own')))).close()
    assert.equal((await verify(environment('own'))).code, 0)
  })

  it('can be verified, and the verdict is that it is not ours', async () => {
    const { code, stdout } = await verify(environment('mistyped'))
    assert.deepEqual([code, /DAMAGE checkpoint-changed/.test(stdout)], [1, true], stdout)
  })

  it('is something else than no log at all, which is said too', async () => {
    const empty = await testDatabase(async () => {}, 'empty')
    try {
      const { code, stdout } = await verify(environment('empty', empty.url))
      assert.deepEqual([code, stdout.startsWith('There is no log here')], [1, true], stdout)
    } finally {
      await empty.drop()
    }
  })
})
