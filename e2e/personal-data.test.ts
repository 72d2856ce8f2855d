import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import type { Browser } from 'playwright-core'
import { launchBrowser } from './browser.ts'
import { openStoryOffice, type StoryOffice } from './office.ts'
import { openPerson, signIn, type Person } from './person.ts'

const now = new Date('2026-11-23T13:00:00Z')

describe('a data protection officer', () => {
  let story: StoryOffice
  let browser: Browser
  let officer: Person
  let [name, partyId, documentId] = ['', '', '']
  before(async () => {
    [story, browser] = await Promise.all([openStoryOffice({ days: 2, mattersADay: 2 }, now), launchBrowser()])
    officer = await openPerson(browser, { url: story.url, now })
    await signIn(officer, 'klara.strakova')
    const client = new pg.Client(story.ownerUrl)
    await client.connect()
    const { rows: [who] } = await client.query<{ id: string; name: string; document_id: string; file_id: string }>(
      `select p.id, p.name, d.id as document_id, d.file_id from records.party p join records.document d on d.party_id = p.id where d.direction = 'incoming' order by p.id limit 1`)
    assert.ok(who)
    ;[name, partyId, documentId] = [who.name, who.id, who.document_id]
    // What the disposal procedure does: every file of theirs was destroyed, its headers stay.
    await client.query(`update records.file set state = 'skartovan', settled_at = now(), closed_at = now(), disposal_mark = 'S', disposal_year = 2020 where id in (select file_id from records.document where party_id = $1)`, [partyId])
    await client.query(`update records.document set state = 'skartovan', settled_at = now() where file_id in (select file_id from records.document where party_id = $1)`, [partyId])
    await client.end()
  })
  after(async () => {
    await browser?.close()
    await story?.close()
  })

  it('finds a person, sees everything that is kept of them and why, and hands them a copy', async () => {
    const { page, look } = officer
    await page.getByRole('link', { name: 'Osobní údaje' }).first().click()
    await page.getByRole('searchbox').last().fill(name)
    await page.getByRole('button', { name: 'Najít' }).click()
    const found = page.locator(`a[href="/osobni-udaje/osoba/${partyId}"]`)
    await found.waitFor()
    await look('privacy-found')
    await found.click()
    await page.getByRole('heading', { name, level: 1 }).waitFor()
    await page.locator('.privacy-items summary').first().click()
    await look('privacy-subject')
    await page.getByRole('button', { name: 'Připravit výpis' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Na čí žádost').fill('KUJZ 1/2026')
    await look('privacy-ask')
    await dialog.getByRole('button', { name: 'Připravit výpis' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('link', { name: 'Osobní údaje' }).first().click()
    const take = page.getByRole('button', { name: 'Stáhnout' })
    await take.waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), take.click()])
    const bytes = await readFile(await download.path())
    assert.deepEqual([download.suggestedFilename(), bytes.subarray(0, 2).toString()], ['osobni-udaje.zip', 'PK'])
  })

  it('proposes to erase what nothing holds, and another confirms it for good', async () => {
    const { page, look } = officer
    await page.goto(`/osobni-udaje/osoba/${partyId}`)
    await page.getByRole('button', { name: 'Navrhnout výmaz' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Důvod').fill('žádost KUJZ 2/2026')
    await look('privacy-propose')
    await dialog.getByRole('button', { name: 'Navrhnout výmaz' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.goto('/osobni-udaje')
    await page.getByRole('link', { name: 'žádost KUJZ 2/2026' }).click()
    await page.getByText('Návrh jste podali vy').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Vymazat nevratně' }).count(), 0)
    const admin = await openPerson(browser, { url: story.url, now })
    await signIn(admin, 'nikola.ondruskova')
    await admin.page.goto(new URL(page.url()).pathname)
    await admin.page.getByRole('button', { name: 'Vymazat nevratně' }).click()
    await admin.look('privacy-confirm')
    await admin.page.getByRole('dialog').getByRole('button', { name: 'Vymazat nevratně' }).click()
    await admin.page.getByText(/^Vymazáno: \d+/).waitFor()
    await admin.look('privacy-erased')
    await page.goto(`/osobni-udaje?q=${encodeURIComponent(name)}`)
    await page.getByText('Nikdo takový tu není').waitFor()
    await admin.context.close()
  })

  it('and who reads a sensitive document is seen by the auditor', async () => {
    const auditor = await openPerson(browser, { url: story.url, now })
    await signIn(auditor, 'irena.sykorova')
    const registrar = await openPerson(browser, { url: story.url, now })
    await signIn(registrar, 'vera.hajkova')
    await registrar.page.goto(`/dokumenty/${documentId}`)
    await registrar.page.getByRole('button', { name: 'Označit jako citlivý' }).click()
    await registrar.page.getByRole('dialog').getByLabel('Důvod').fill('údaje o zdravotním stavu')
    await registrar.page.getByRole('dialog').getByRole('button', { name: 'Uložit' }).click()
    await registrar.page.getByRole('heading', { name: 'Citlivý dokument' }).waitFor()
    await auditor.page.goto(`/dokumenty/${documentId}`)
    await auditor.page.getByRole('heading', { name: 'Kdo nahlížel' }).waitFor()
    await auditor.page.reload()
    await auditor.page.getByRole('region', { name: 'Kdo nahlížel' }).getByText('Irena Sýkorová').waitFor()
    await auditor.look('privacy-sensitive')
    await Promise.all([auditor.context.close(), registrar.context.close()])
  })
})
