import assert from 'node:assert/strict'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { makeBackup } from './backup.ts'
import { restoreBackup } from './restore.ts'
import { foundSmallOffice, newPlace, unreachable, type Place } from './testing-office.ts'

describe('a backup of which a byte was changed', () => {
  let place: Place
  const files: string[] = []
  const folder = () => place.beside('backup')
  before(async () => {
    place = await newPlace('tables')
    const small = await foundSmallOffice(place)
    for (let i = 0; i < 5; i++) await small.register(`Podání ${i}`)
    await small.close()
    await makeBackup({ config: place.config, folder: folder(), say: () => {} })
    const names = await readdir(folder(), { recursive: true })
    for (const name of names) if ((await stat(join(folder(), name))).isFile()) files.push(name)
  })
  after(() => place.remove())

  const restore = () => restoreBackup({ config: unreachable, from: folder(), say: () => {} })

  it('is refused before anything is written, by the name of the changed file, whichever byte of whichever file it was', async () => {
    // As it is, it passes, and only the place it would be restored into does not exist.
    await assert.rejects(restore(), (error: unknown) => error instanceof Error && !('refusal' in error))
    await fc.assert(fc.asyncProperty(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), async (which, where, change) => {
      const name = files[which % files.length] ?? ''
      const bytes = await readFile(join(folder(), name))
      const changed = Buffer.from(bytes)
      const at = where % bytes.length
      changed[at] = (changed[at] ?? 0) ^ change
      await writeFile(join(folder(), name), changed)
      try {
        await assert.rejects(restore(), (error: unknown) => {
          const named = name.endsWith('manifest.sig') ? 'manifest.json' : name.slice(name.lastIndexOf('/') + 1)
          return error instanceof Error && 'refusal' in error && error.refusal === 'part-changed' && error.message.includes(named)
        })
      } finally {
        await writeFile(join(folder(), name), bytes)
      }
    }), { numRuns: 40 })
  })

  it('is refused when a file was cut short, made longer or taken away', async () => {
    const name = files.find((each) => each.endsWith('audit.entry.zst')) ?? ''
    const bytes = await readFile(join(folder(), name))
    for (const changed of [bytes.subarray(0, -1), Buffer.concat([bytes, Buffer.from([0])]), Buffer.alloc(0)]) {
      await writeFile(join(folder(), name), changed)
      await assert.rejects(restore(), /audit\.entry\.zst was changed or damaged/)
    }
    await writeFile(join(folder(), name), bytes)
  })
})
