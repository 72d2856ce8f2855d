import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, ConsoleMessage, Page } from 'playwright-core'
import { demoPassword } from '../src/app/demo/accounts.ts'

/** Somebody at a screen. Every page they look at is checked for accessibility, and pictured when pictures are wanted. */
export interface Person {
  readonly page: Page
  readonly context: BrowserContext
  /** Checks the page as it is now: no axe violation, no error in the console; named pictures go to `OBEH_SCREENSHOTS`. */
  look(name: string): Promise<void>
}

export interface PersonOptions {
  readonly url: string
  readonly now: Date
  readonly javaScript?: boolean
  /** An address that may be out of reach without its being an error of the page. */
  readonly mayBeAway?: string
}

/** Opens a browser of their own for a person, whose clock shows `now`. */
export async function openPerson(browser: Browser, { url, now, javaScript = true, mayBeAway }: PersonOptions): Promise<Person> {
  const context = await browser.newContext({ baseURL: url, locale: 'cs-CZ', timezoneId: 'Europe/Prague', viewport: wide, colorScheme: 'light', javaScriptEnabled: javaScript, acceptDownloads: true })
  context.setDefaultTimeout(45_000)
  const page = await context.newPage()
  if (javaScript) await page.clock.setSystemTime(now)
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  const isAway = (message: ConsoleMessage) => mayBeAway !== undefined && `${message.location().url} ${message.text()}`.includes(mayBeAway)
  page.on('console', (message) => { if (message.type() === 'error' && !isAway(message) && !/status of 4(0[149]|10|22)/.test(message.text())) errors.push(message.text()) })
  return {
    page, context,
    async look(name) {
      await page.waitForLoadState('networkidle')
      if (javaScript) {
        await page.evaluate(settled)
        const { violations } = await new AxeBuilder({ page }).analyze()
        assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`), [], `accessibility of ${name}`)
      }
      assert.deepEqual(errors, [], `errors on ${name}`)
      await picture(page, name)
    },
  }
}

/** Half faded in, a message has half its contrast: what moves has come to rest, but for what turns for ever. */
const settled = `Promise.allSettled(document.getAnimations().filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime)).map(({ finished }) => finished)).then(() => undefined)`

/** Signs a person of the demo office in the way they would. */
export async function signIn(person: Person, mailbox: string, password = demoPassword): Promise<void> {
  const { page } = person
  await page.goto('/login')
  await page.getByLabel('E-mail').fill(`${mailbox}@jezerni-kraj.example`)
  await page.locator('input[type=password]').fill(password)
  await page.getByRole('button', { name: 'Přihlásit se', exact: true }).click()
  await page.waitForURL('**/prace')
}

const wide = { width: 1280, height: 900 }
const narrow = { width: 390, height: 844 }

async function picture(page: Page, name: string) {
  const folder = process.env['OBEH_SCREENSHOTS']
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const size of [wide, narrow]) {
      await page.setViewportSize(size)
      await page.screenshot({ path: join(folder, `${name}-${size.width}-${colorScheme}.png`), animations: 'disabled' })
    }
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(wide)
}
