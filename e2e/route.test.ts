import { after, before, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
import { launchBrowser } from './browser.ts'
import { openStoryOffice, type StoryOffice } from './office.ts'
import { openPerson, signIn, type Person } from './person.ts'
import { writtenByJan } from './wording.ts'

const now = new Date('2026-11-23T13:00:00Z')
const subject = 'Souhlas se zvláštním užíváním silnice III/3052'

describe('a document that goes round', () => {
  let story: StoryOffice
  let browser: Browser
  let clerk: Person
  let head: Person
  before(async () => {
    [story, browser] = await Promise.all([openStoryOffice({ days: 3, mattersADay: 1 }, now), launchBrowser()])
    const open = async (mailbox: string) => {
      const person = await openPerson(browser, { url: story.url, now })
      await signIn(person, mailbox)
      return person
    }
    ;[clerk, head] = [await open('jan.novotny'), await open('helena.cerna')]
    address = `/dokumenty/${(await writtenByJan(story, subject)).documentId}`
  })
  after(async () => {
    await browser?.close()
    await story?.close()
  })
  let address: string

  it('is started from a template whose steps are seen before', async () => {
    const { page } = clerk
    await page.goto(address)
    await page.getByRole('button', { name: 'Spustit oběh' }).click()
    await page.getByLabel('Šablona').selectOption({ label: 'Souhlas se zvláštním užíváním silnice' })
    await page.getByText('mlčení znamená souhlas').waitFor()
    await clerk.look('route-preview')
    await page.getByRole('button', { name: 'Spustit', exact: true }).click()
    await page.getByText('Oběh: Souhlas se zvláštním užíváním silnice').waitFor()
    await clerk.look('route-course')
  })

  it('leaves its course where a step is skipped with a reason, by the keyboard alone', async () => {
    const { page } = clerk
    await page.getByRole('button', { name: /Další možnosti: Odbor životního/ }).focus()
    await page.keyboard.press('Enter')
    await clerk.look('route-menu')
    await page.getByRole('button', { name: 'Přeskočit krok' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: 'Důvod' }).fill('Vyjádřili se telefonicky.')
    await clerk.look('route-skip')
    await page.keyboard.press('Control+Enter')
    await page.getByText('přeskočeno').waitFor()
    for (const unit of [/Další možnosti: Odbor územního/, /Další možnosti: Odbor právní/]) {
      await page.getByRole('button', { name: unit }).click()
      await page.getByRole('button', { name: 'Přeskočit krok' }).click()
      await page.getByRole('textbox', { name: 'Důvod' }).fill('Není třeba.')
      await page.getByRole('button', { name: 'Přeskočit', exact: true }).click()
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    await page.getByText('čeká od').waitFor()
  })

  it('goes back from the head to a step or to who submitted it, and on again', async () => {
    const { page } = head
    await page.goto(address)
    await page.getByRole('heading', { name: /Na řadě jste vy: ke schválení/ }).waitFor()
    await head.look('route-turn')
    await page.getByRole('button', { name: 'Vrátit s důvodem' }).click()
    await page.getByRole('textbox', { name: 'Důvod' }).fill('Doplňte délku záboru.')
    await head.look('route-return')
    await page.getByRole('button', { name: 'Vrátit', exact: true }).click()
    await page.getByText('Oběh stojí').waitFor()
    const { page: desk } = clerk
    await desk.goto(address)
    await desk.getByRole('button', { name: 'Pokračovat v oběhu' }).waitFor()
    await clerk.look('route-stopped')
    await desk.getByRole('button', { name: 'Pokračovat v oběhu' }).click()
    await desk.getByText('Oběh pokračuje.').waitFor()
    await page.goto(address)
    await page.getByRole('button', { name: 'Schválit' }).click()
    await page.getByText('dokončen').waitFor()
  })

  it('is kept by the head as a template for the next time', async () => {
    const { page } = head
    await page.getByRole('button', { name: 'Další možnosti oběhu' }).click()
    await page.getByRole('button', { name: 'Uložit jako šablonu' }).click()
    await page.getByRole('textbox', { name: 'Název' }).fill('Souhlas, zkrácený')
    await head.look('route-template')
    await page.getByRole('button', { name: 'Uložit šablonu' }).click()
    await page.getByText('Šablona je uložena.').waitFor()
    await page.getByRole('button', { name: 'Spustit oběh' }).click()
    await page.getByLabel('Šablona').selectOption({ label: 'Souhlas, zkrácený' })
    await page.getByRole('button', { name: 'Vyřadit šablonu' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Vyřadit šablonu' }).click()
    await page.getByText('Šablona je vyřazena.').waitFor()
  })
})
