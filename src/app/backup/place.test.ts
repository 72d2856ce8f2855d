import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { requireEmptyData } from './place.ts'
import { BackupRefusal } from './refusal.ts'

test('a freshly made disk is an empty place, whatever its file system keeps in it; one with a file of anybody is not', async (t) => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'obeh-place-'))
  t.after(() => rm(dataDirectory, { recursive: true }))
  const check = () => requireEmptyData({ dataDirectory, secretsDirectory: join(dataDirectory, 'secrets') }, () => {})
  await mkdir(join(dataDirectory, 'lost+found'))
  await check()
  await writeFile(join(dataDirectory, 'a letter'), '')
  await assert.rejects(check(), (error) => error instanceof BackupRefusal && error.message.includes('(a letter)'))
})
