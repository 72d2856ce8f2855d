import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
import { checkProof } from '../src/modules/audit/index.ts'
import { askApproval } from '../src/modules/circulation/index.ts'
import { launchBrowser } from './browser.ts'
import { openStoryOffice, type StoryOffice } from './office.ts'
import { openPerson, signIn, type Person } from './person.ts'
import { writtenByJan } from './wording.ts'

const now = new Date('2026-11-23T13:00:00Z')
const subject = 'Souhlas se zvláštním užíváním silnice II/290'

describe('a head who will be away', () => {
  let story: StoryOffice
  let browser: Browser
  let head: Person
  let substitute: Person
  before(async () => {
    [story, browser] = await Promise.all([openStoryOffice({ days: 3, mattersADay: 1 }, now), launchBrowser()])
    const open = async (mailbox: string) => {
      const person = await openPerson(browser, { url: story.url, now })
      await signIn(person, mailbox)
      return person
    }
    ;[head, substitute] = [await open('helena.cerna'), await open('radek.simunek')]
    await submit()
  })
  after(async () => {
    await browser?.close()
    await story?.close()
  })

  /** A wording of Jan Novotný's that waits for the head's approval. */
  async function submit() {
    const { office, cast } = story
    const { actor, documentId } = await writtenByJan(story, subject)
    const [approver] = cast.actors('OD', 'head')
    assert.ok(approver?.personId)
    assert.ok((await askApproval(office, actor, documentId, { to: approver.personId, instruction: 'Prosím o schválení.' })).ok)
  }

  it('says who stands in for her', async () => {
    const { page, look } = head
    await page.getByRole('link', { name: 'Zastupování' }).first().click()
    await page.getByText('Nikdo není zastoupen').waitFor()
    await page.getByLabel('Do (včetně)').fill('2026-11-27')
    await page.getByRole('combobox', { name: 'Zastoupí mě' }).fill('simunek')
    await page.getByRole('option', { name: /Radek Šimůnek/ }).click()
    await look('substitution-form')
    await page.getByRole('button', { name: 'Sjednat zastoupení' }).click()
    await page.getByText('Zastoupení je sjednáno.').waitFor()
    await page.getByRole('rowheader', { name: 'Helena Černá' }).waitFor()
    await look('substitution')
  })

  it('has her work in the substitute’s inbox, who approves it in his own name', async () => {
    const { page, look } = substitute
    await page.goto('/prace')
    await page.getByRole('row', { name: new RegExp(subject) }).getByText('v z. Helena Černá').waitFor()
    await look('substitute-inbox')
    await page.getByRole('link', { name: subject }).first().click()
    await page.getByText('Zastupujete: Helena Černá').waitFor()
    await look('substitute-turn')
    await page.getByRole('button', { name: 'Schválit', exact: true }).click()
    await page.getByText('Znění je schváleno.').waitFor()
    await page.getByText('Radek Šimůnek v z. Helena Černá').first().waitFor()
    await look('substitute-approved')
  })

  it('has both names in the log, which the auditor reads and can prove', async () => {
    const auditor = await openPerson(browser, { url: story.url, now })
    await signIn(auditor, 'irena.sykorova')
    const { page, look } = auditor
    await page.getByRole('link', { name: 'Protokol' }).first().click()
    await page.getByText('Schváleno: schválení dokumentu').first().waitFor()
    await look('log')
    await page.getByLabel('Událost').selectOption({ label: 'Schváleno' })
    await page.getByRole('button', { name: 'Hledat' }).click()
    await page.waitForURL(/udalost=Schvaleni/)
    const entry = page.getByRole('listitem').filter({ hasText: 'Radek Šimůnek v z. Helena Černá' })
    await entry.locator('summary').click()
    await look('log-entry')
    const [download] = await Promise.all([page.waitForEvent('download'), entry.getByRole('link', { name: 'Důkaz' }).click()])
    const proof = checkProof(await readFile(await download.path(), 'utf8'), story.office.logKey)
    assert.ok(proof.ok)
    const { payload = {} } = proof.value
    assert.deepEqual([payload['actorName'], (payload['onBehalfOf'] as { name: string }).name], ['Radek Šimůnek', 'Helena Černá'])
    await entry.getByRole('link', { name: 'Otevřít' }).click()
    await page.getByRole('heading', { name: subject, level: 1 }).waitFor()
  })
})
