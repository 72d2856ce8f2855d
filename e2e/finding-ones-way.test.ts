import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from './browser.ts'
import { openStoryOffice, type StoryOffice } from './office.ts'
import { openPerson, signIn, type Person } from './person.ts'

const now = new Date('2026-11-23T13:00:00Z')

describe('finding one\'s way without a mouse', () => {
  let story: StoryOffice
  let browser: Browser
  let head: Person
  let clerk: Person
  before(async () => {
    [story, browser] = await Promise.all([openStoryOffice({ days: 4, mattersADay: 2 }, now), launchBrowser()])
    head = await openPerson(browser, { url: story.url, now })
    clerk = await openPerson(browser, { url: story.url, now })
    await signIn(head, 'helena.cerna')
    await signIn(clerk, 'jan.novotny')
  })
  after(async () => {
    await browser?.close()
    await story?.close()
  })

  it('goes by Ctrl+K to a page, to a document found as one types, and back to what was opened lately', async () => {
    const { page, look } = clerk
    await ask(page, 'dokum')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/dokumenty')
    await ask(page, 'uzavirk')
    await page.getByRole('group', { name: 'Nalezeno' }).getByRole('option').first().waitFor()
    await look('palette')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/dokumenty/*')
    const subject = await page.getByRole('heading', { level: 1, name: /uzavírk/i }).innerText()
    await page.goto('/prace')
    await ask(page, 'uzavirk')
    await page.getByRole('group', { name: 'Nedávno otevřené' }).getByRole('option').filter({ hasText: subject }).waitFor()
    await page.keyboard.press('Escape')
    assert.equal(await page.getByRole('dialog').count(), 0)
  })

  it('keeps a way of looking under a name that the whole unit then has', async () => {
    const { page, look } = head
    await page.goto('/dokumenty?q=uzav%C3%ADrky')
    await page.getByRole('button', { name: 'Uložit pohled' }).press('Enter')
    await page.keyboard.type('Uzavírky silnic')
    await page.getByLabel('Sdílet s celým útvarem').press('Space')
    await look('save-view')
    await page.getByLabel('Jméno').press('Enter')
    await page.getByRole('navigation', { name: 'Uložené pohledy' }).getByRole('link', { name: 'Uzavírky silnic' }).waitFor()
    await look('saved-view')
    await clerk.page.goto('/dokumenty')
    await ask(clerk.page, 'uzavirky sil')
    await clerk.page.getByRole('group', { name: 'Uložené pohledy' }).getByRole('option').first().waitFor()
    await clerk.page.keyboard.press('Enter')
    await clerk.page.waitForURL((url) => url.searchParams.get('q') === 'uzavírky')
  })

  it('never loses what is being written: through refreshes of the page\'s data, an ended session, and a reload', async () => {
    const { page, context } = head
    await page.goto('/dokumenty')
    await page.locator('.table__link').first().click()
    await page.getByRole('button', { name: 'Předat', exact: true }).click()
    const note = page.getByLabel('Pokyn')
    await note.fill('Prosím vyřídit ještě tento týden, starosta volal dvakrát.')
    await note.press('End')
      const refreshed = page.waitForResponse((response) => response.url().endsWith('/circulation'))
    await page.clock.runFor(16_000)
    await refreshed
    assert.equal(await page.locator('textarea:focus').count(), 1)
    await page.keyboard.type(' Děkuji.')
    await context.clearCookies()
    await signInAgain()
    await page.reload()
    await page.getByRole('button', { name: 'Předat', exact: true }).click()
    assert.equal(await page.getByLabel('Pokyn').inputValue(), 'Prosím vyřídit ještě tento týden, starosta volal dvakrát. Děkuji.')

    async function signInAgain() {
      const other = await context.newPage()
      await signIn({ ...head, page: other }, 'helena.cerna')
      await other.close()
    }
  })
})

/** Opens the palette on a page that is there and types into it. */
async function ask(page: Page, text: string) {
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Kam jít' }).waitFor()
  await page.keyboard.type(text)
}
