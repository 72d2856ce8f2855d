import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
import { launchBrowser } from './browser.ts'
import { openStoryOffice, type StoryOffice } from './office.ts'
import { openPerson, signIn, type Person } from './person.ts'

const lateBy = (ms: number) => new Promise((resolve) => { setTimeout(resolve, ms) })

const now = new Date('2026-11-23T13:00:00Z')

describe('a submission by the form of the portal', () => {
  let story: StoryOffice
  let browser: Browser
  let registrar: Person
  before(async () => {
    [story, browser] = await Promise.all([openStoryOffice({ days: 2, mattersADay: 1 }, now), launchBrowser()])
    registrar = await openPerson(browser, { url: story.url, now })
    await signIn(registrar, 'vera.hajkova')
  })
  after(async () => {
    await browser?.close()
    await story?.close()
  })

  it('is handed in without JavaScript, registered by the keyboard, and followed by its number and code', async () => {
    const citizen = await openPerson(browser, { url: story.url, now, javaScript: false })
    const { page } = citizen
    await page.goto('/portal/podani')
    await page.getByLabel('Jméno a příjmení, nebo název').fill('Božena Nová')
    await page.getByLabel('Čeho se podání týká').fill('Zábor chodníku v Lipové')
    await page.getByLabel('Text podání').fill('Žádám o zábor chodníku.')
    await page.locator('input[type=file]').setInputFiles({ name: 'situace.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') })
    await page.getByRole('button', { name: 'Zkontrolovat před odesláním' }).click()
    await page.getByText('Vyplňte e-mail nebo telefon').waitFor()
    await citizen.look('portal-form-error')
    assert.equal(await page.getByLabel('Text podání').inputValue(), 'Žádám o zábor chodníku.')
    await page.getByLabel('E-mail').fill('bozena@example.cz')
    await page.getByRole('button', { name: 'Zkontrolovat před odesláním' }).click()
    await page.getByRole('heading', { name: 'Zkontrolujte podání' }).waitFor()
    await citizen.look('portal-form-confirm')
    await page.getByRole('button', { name: 'Odeslat podání' }).click()
    await page.getByRole('heading', { name: 'Podání jsme přijali' }).waitFor()
    await citizen.look('portal-form-done')
    const words = await page.locator('main').innerText()
    const [number = '', code = ''] = [/W-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(words)?.[0], /\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(words)?.[0]]
    await registrar.page.goto('/podatelna')
    await registrar.page.getByRole('link', { name: 'Zábor chodníku v Lipové' }).waitFor()
    await registrar.page.keyboard.press('Enter')
    await registrar.page.locator('[role=combobox]:focus').waitFor()
    await registrar.page.getByText('situace.pdf').first().waitFor()
    await registrar.look('registrar-web')
    await registrar.page.keyboard.type('dopr')
    for (const key of ['Enter', 'Control+Enter']) await registrar.page.keyboard.press(key)
    await registrar.page.getByText(/Zaevidováno: KUJZ/).waitFor()
    const found = async () => {
      await page.goto('/portal')
      await page.getByLabel('Číslo věci').fill(number)
      await page.getByLabel('Přístupový kód').fill(code)
      await page.getByRole('button', { name: 'Zobrazit stav' }).click()
      return page.locator('main').innerText()
    }
    while (!/Odbor dopravy/.test(await found())) await page.waitForTimeout(200)
    await citizen.context.close()
  })

  it('on paper is written down at the counter, registered, and gets a stamp with its numbers', async () => {
    const { page, look } = registrar
    // The registrar types as soon as a field takes it, however late the units of the office arrive.
    await page.route('**/api/directory', async (route) => { await lateBy(700); await route.continue() })
    await page.goto('/podatelna/listinne')
    await page.getByRole('button', { name: 'Přijmout' }).click()
    await page.getByText('Napište, čeho se podání týká.').waitFor()
    await page.getByRole('textbox', { name: 'Věc' }).fill('Stížnost na hluk')
    await page.getByLabel('Jméno nebo název').fill('Jana Malá')
    await page.getByLabel('Počet listů').fill('3')
    await page.getByLabel('Přílohy v jiné než listinné podobě').fill('1 CD')
    await look('paper-form')
    await page.getByRole('button', { name: 'Přijmout' }).click()
    await page.locator('[role=combobox]:focus').waitFor()
    const path = new URL(page.url()).pathname
    await page.keyboard.type('dopr')
    for (const key of ['Enter', 'Control+Enter']) await page.keyboard.press(key)
    await page.getByText(/Zaevidováno: KUJZ/).last().waitFor()
    await page.goto(`${path}/razitko`)
    const stamp = page.getByRole('region', { name: 'Podací razítko' })
    await stamp.waitFor()
    const words = await stamp.innerText()
    for (const fact of [/KUJZ \d+\/2026/, /Krajský úřad Jezerního kraje/, /Počet listů\s+3/, /1 CD/]) assert.match(words, fact)
    await look('stamp')
  })
})
