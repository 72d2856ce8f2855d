import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
import { verifyOffice } from '../src/app/verify.ts'
import { startWork } from '../src/app/work.ts'
import type { Actor } from '../src/kernel/actor.ts'
import type { Id } from '../src/kernel/id.ts'
import { accept } from '../src/kernel/result.ts'
import { perform } from '../src/modules/audit/index.ts'
import { assignInDeed } from '../src/modules/circulation/index.ts'
import { readDocument, readFile, registerDocument, settleDocument } from '../src/modules/records/index.ts'
import type { Worker } from '../src/platform/events/index.ts'
import { launchBrowser } from './browser.ts'
import { openStoryOffice, type StoryOffice } from './office.ts'
import { openPerson, signIn, type Person } from './person.ts'

const now = new Date('2026-11-23T13:00:00Z')
const many = 200

describe('a clerk falls ill, and the head gives the work to another', () => {
  let story: StoryOffice
  let browser: Browser
  let head: Person
  let worker: Worker
  let documents: Id<'Document'>[] = []
  let absent: Actor
  let present: Actor
  before(async () => {
    // Nobody works behind the counter yet, so that it is certain what comes first.
    [story, browser] = await Promise.all([openStoryOffice({ days: 2, mattersADay: 1 }, now, { works: false }), launchBrowser()])
    const clerks = story.cast.actors('OD', 'clerk')
    absent = clerks.find(({ name }) => name === 'Radek Šimůnek')!
    present = clerks.find(({ name }) => name === 'Petra Jelínková')!
    documents = await onDesk(story, absent, many)
    head = await openPerson(browser, { url: story.url, now })
    await signIn(head, 'helena.cerna')
  })
  after(async () => {
    await browser?.close()
    await worker?.stop()
    await story?.close()
  })
  const holderOf = async (id: Id<'Document'>) => {
    const document = await readDocument(story.office.db, absent.tenantId, id)
    assert.ok(document)
    return (await readFile(story.office.db, absent.tenantId, document.fileId))?.holderPersonId
  }
  let broken = false
  const step = (name: string, act: () => Promise<void>) => void it(name, async () => {
    assert.ok(!broken, 'an earlier step of the story failed')
    broken = true
    await act().catch(async (error: unknown) => {
      await head.page.screenshot({ path: join(tmpdir(), 'obeh-story-head.png') })
      throw error
    })
    broken = false
  })

  step('shows the head who has how much, and what lies on the desk of the one who is away', async () => {
    const { page, look } = head
    await page.getByRole('link', { name: 'Vytížení útvaru' }).first().click()
    await page.getByRole('row', { name: /Radek Šimůnek/ }).getByText('100 a více').waitFor()
    await look('unit-load')
    await page.getByRole('link', { name: 'Radek Šimůnek' }).click()
    await page.getByRole('heading', { level: 1, name: 'Práce: Radek Šimůnek' }).waitFor()
    await page.getByRole('link', { name: /Uzavírka/ }).first().waitFor()
    await look('desk-of-a-colleague')
  })

  step('lets everything on it be chosen by the keyboard and shows what handing it over would do, changing nothing', async () => {
    const { page, look } = head
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.getByText('Vybráno: 1 položka').waitFor()
    await page.keyboard.press('a')
    await page.getByRole('button', { name: 'Vybrat vše, co odpovídá' }).click()
    await page.getByText('Vybráno vše, co odpovídá').waitFor()
    await look('bulk-bar')
    await page.keyboard.press('p')
    const to = page.getByRole('combobox', { name: 'Komu' })
    await to.fill('jelinkova')
    await page.getByRole('option', { name: /Petra Jelínková/ }).click()
    await page.getByText(/Provede se: 20\d/).waitFor()
    await look('bulk-preview')
    assert.equal(await holderOf(documents[0]!), absent.personId)
  })

  step('does each on its own merit: one file closed meanwhile stops no other', async () => {
    const { page, look } = head
    await page.getByRole('dialog').getByRole('button', { name: /^Předat: / }).click()
    await page.getByText('Předat vybrané').first().waitFor()
    const settled = await settleDocument(story.office, absent, documents[7]!, { way: 'vzetimNaVedomi', note: 'Vyřízeno před odchodem.' })
    assert.ok(settled.ok)
    worker = await startWork(story.office)
    await page.getByText('Neprovedeno: 1 položka.').waitFor()
    await page.getByRole('link', { name: 'Výsledek' }).click()
    await page.getByRole('heading', { level: 1, name: 'Předat vybrané: Petra Jelínková' }).waitFor()
    await page.getByText('Spis už je vyřízen nebo uzavřen. (1)').waitFor()
    await look('bulk-result')
    assert.deepEqual([await holderOf(documents[7]!), await holderOf(documents[8]!)], [absent.personId, present.personId])
  })

  step('takes some of it back', async () => {
    const { page } = head
    await page.getByRole('link', { name: /^provedeno/ }).click()
    const boxes = page.getByRole('checkbox', { name: /^Vybrat KUJZ/ })
    await boxes.nth(2).waitFor()
    for (const i of [0, 1, 2]) await boxes.nth(i).check()
    await page.getByRole('button', { name: 'Vzít zpět vybrané (3)' }).click()
    await page.getByText('Provedeno: 3 položky.').waitFor()
    const holders = await Promise.all(documents.map(holderOf))
    assert.equal(holders.filter((id) => id === absent.personId).length, 4, 'three taken back and the one that was settled')
  })

  step('leaves a log and files in which nothing is out of place', async () => {
    assert.deepEqual((await verifyOffice(story.office)).flatMap(({ findings }) => findings), [])
  })
})

/** Registers documents in files of their own and puts them on somebody's desk, all in one deed. */
async function onDesk({ office, cast }: StoryOffice, whose: Actor, count: number): Promise<Id<'Document'>[]> {
  const [registrar] = cast.actors('KR', 'registrar')
  assert.ok(registrar && whose.personId)
  const to = { kind: 'person', id: whose.personId } as const
  const made = await perform(office, registrar, { name: 'arrange' }, async (deed) => {
    const ids: Id<'Document'>[] = []
    for (let i = 1; i <= count; i++) {
      const { document } = await registerDocument(deed, {
        direction: 'incoming', subject: `Uzavírka silnice III/${100 + i}`, channel: 'Osobne', party: { name: 'Obec Lhota', email: 'obec@lhota.example' }, receivedAt: deed.at,
        file: { openFor: cast.unit('OD').id }, contents: [],
      })
      const assigned = await assignInDeed(deed, document.id, to, null)
      assert.ok(assigned.ok)
      ids.push(document.id)
    }
    return accept(ids)
  })
  assert.ok(made.ok)
  return [...made.value]
}
