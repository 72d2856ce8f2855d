import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
import { launchBrowser } from './browser.ts'
import { openStoryOffice, type StoryOffice } from './office.ts'
import { openPerson, signIn, type Person } from './person.ts'

const now = new Date('2026-11-23T13:00:00Z')

describe('an administrator', () => {
  let story: StoryOffice
  let browser: Browser
  let admin: Person
  before(async () => {
    [story, browser] = await Promise.all([openStoryOffice({ days: 2, mattersADay: 1 }, now), launchBrowser()])
    admin = await openPerson(browser, { url: story.url, now })
    await signIn(admin, 'nikola.ondruskova')
  })
  after(async () => {
    await browser?.close()
    await story?.close()
  })
  let link = ''

  it('adds a unit and a person in it, and gives the person a link', async () => {
    const { page, look } = admin
    await page.getByRole('link', { name: 'Správa' }).first().click()
    await page.getByRole('link', { name: 'Přidat člověka' }).waitFor()
    await look('admin-people')
    await page.getByRole('link', { name: 'Útvary' }).click()
    await page.getByRole('button', { name: 'Přidat útvar' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Název').fill('Oddělení silnic')
    await dialog.getByLabel('Zkratka').fill('ods')
    await dialog.getByRole('combobox', { name: 'Nadřazený útvar' }).fill('doprav')
    await dialog.getByRole('option', { name: /Odbor dopravy/ }).click()
    await dialog.getByRole('button', { name: 'Přidat útvar' }).click()
    await page.getByRole('rowheader', { name: 'Oddělení silnic' }).waitFor()
    await look('admin-units')
    await page.getByRole('link', { name: 'Lidé' }).click()
    await page.getByRole('link', { name: 'Přidat člověka' }).click()
    await page.getByLabel('Jméno a příjmení').fill('Bohumil Nováček')
    await page.getByLabel('Služební e-mail').fill('bohumil.novacek@jezerni-kraj.example')
    await page.getByRole('combobox', { name: 'Útvar' }).fill('silnic')
    await page.getByRole('option', { name: /Oddělení silnic/ }).click()
    await page.getByLabel('Funkce').fill('referent')
    await look('admin-new')
    await page.getByRole('button', { name: 'Přidat člověka' }).click()
    await page.getByRole('heading', { name: 'Bohumil Nováček', level: 1 }).waitFor()
    await page.getByRole('button', { name: 'Vytvořit odkaz' }).click()
    link = await page.getByLabel('Odkaz k nastavení hesla').inputValue()
    await look('admin-person')
  })

  it('never learns the password, which the person sets by the link and changes later', async () => {
    const person = await openPerson(browser, { url: story.url, now })
    const { page, look } = person
    await page.goto(link)
    await page.getByLabel('Nové heslo', { exact: false }).first().fill('Heslo123456!')
    await page.getByLabel('Nové heslo znovu').fill('Heslo123456!')
    await look('set-password')
    await page.getByRole('button', { name: 'Nastavit heslo a přihlásit se' }).click()
    await page.getByText(/patří k nejčastějším/).waitFor()
    await page.getByLabel('Nové heslo', { exact: false }).first().fill('tři modré židle')
    await page.getByLabel('Nové heslo znovu').fill('tři modré židle')
    await page.getByRole('button', { name: 'Nastavit heslo a přihlásit se' }).click()
    await page.waitForURL('**/prace')
    const again = await openPerson(browser, { url: story.url, now })
    await signIn(again, 'bohumil.novacek', 'tři modré židle')
    await again.page.goto('/ucet')
    await again.page.getByText('toto zařízení').waitFor()
    await again.look('account')
  })

  it('brings in a table, whole or not at all', async () => {
    const { page, look } = admin
    const path = join(story.directory, 'lide.csv')
    await writeFile(path, 'jméno;příjmení;e-mail;útvar\nEva;Nová;eva.nova@jezerni-kraj.example;OD\nIvo;Nový;spatne;XX\n')
    await page.goto('/sprava/lide/import')
    await page.locator('input[type=file]').setInputFiles(path)
    await page.getByText('Nejde převzít: 1 z 2 řádků').waitFor()
    await look('admin-import')
    await writeFile(path, 'jméno;příjmení;e-mail;útvar\nEva;Nová;eva.nova@jezerni-kraj.example;OD\n')
    await page.locator('input[type=file]').setInputFiles([])
    await page.locator('input[type=file]').setInputFiles(path)
    await page.getByRole('button', { name: 'Přidat všechny' }).click()
    await page.getByText('Lidé jsou přidáni.').waitFor()
  })

  it('lets somebody leave only with their work handed over', async () => {
    const { page, look } = admin
    await page.goto('/sprava/lide')
    await page.getByRole('searchbox', { name: /Jméno, e-mail/ }).fill('helena cerna')
    await page.getByRole('link', { name: 'Helena Černá' }).click()
    await page.getByRole('button', { name: 'Ukončit působení' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(/Nevyřízeno|Žádná nevyřízená/).waitFor()
    if (await dialog.getByText(/Nevyřízeno/).count() > 0) {
      await dialog.getByRole('combobox', { name: 'Kdo práci převezme' }).fill('simunek')
      await dialog.getByRole('option', { name: /Radek Šimůnek/ }).click()
    }
    await look('admin-leave')
    await dialog.getByRole('button', { name: 'Ukončit působení' }).click()
    await page.getByText('Působení skončilo.').waitFor()
    await page.getByText('mimo úřad').first().waitFor()
    assert.ok(await page.getByRole('button', { name: 'Vrátit do úřadu' }).isVisible())
  })
})
