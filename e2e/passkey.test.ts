import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser, CDPSession } from 'playwright-core'
import { readHistory } from '../src/modules/audit/index.ts'
import { demoPassword } from '../src/app/demo/accounts.ts'
import { launchBrowser } from './browser.ts'
import { openStoryOffice, type StoryOffice } from './office.ts'
import { openPerson, signIn, type Person } from './person.ts'
import { ageProofs } from './proof.ts'

const now = new Date('2026-11-23T13:00:00Z')

/** A key plugged in or built in the computer, whose holder is verified (and later is not). */
async function plugIn(person: Person): Promise<{ line: CDPSession, authenticatorId: string }> {
  const line = await person.context.newCDPSession(person.page)
  await line.send('WebAuthn.enable')
  const { authenticatorId } = await line.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'usb', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  })
  return { line, authenticatorId }
}

describe('somebody with a passkey', () => {
  let story: StoryOffice
  let browser: Browser
  let admin: Person
  let key: Awaited<ReturnType<typeof plugIn>>
  before(async () => {
    [story, browser] = await Promise.all([openStoryOffice({ days: 2, mattersADay: 1 }, now), launchBrowser()])
    admin = await openPerson(browser, { url: story.url, now })
    key = await plugIn(admin)
    await signIn(admin, 'nikola.ondruskova')
  })
  after(async () => {
    await browser?.close()
    await story?.close()
  })
  const events = async (event: string) => {
    const found = await readHistory(story.office.db, story.cast.actors('KR', 'admin')[0]!.tenantId, { event, limit: 5 })
    return found.map(({ outcome, particulars }) => [outcome, particulars?.['by'] ?? particulars?.['key']])
  }

  it('adds it to their account', async () => {
    const { page, look } = admin
    await page.goto('/ucet')
    await page.getByRole('heading', { name: 'Přístupové klíče' }).waitFor()
    await look('passkey-none')
    await page.getByRole('button', { name: 'Přidat klíč' }).click()
    await page.getByText('Pojmenujte klíč.').waitFor()
    await page.getByLabel('Název nového klíče').fill('Token v šuplíku')
    await page.getByRole('button', { name: 'Přidat klíč' }).click()
    await page.getByRole('rowheader', { name: /Token v šuplíku/ }).waitFor()
    await page.getByText('vázaný na zařízení').waitFor()
    await look('passkey-account')
    assert.deepEqual((await events('RegistraceKlice'))[0], ['done', 'Token v šuplíku'])
  })

  it('signs in by it without typing anything', async () => {
    const { page, look } = admin
    await leave(admin)
    await look('passkey-login')
    await page.getByRole('button', { name: 'Přihlásit se přístupovým klíčem' }).click()
    await page.waitForURL('**/prace')
    assert.deepEqual((await events('Prihlaseni'))[0], ['done', 'passkey'])
  })

  it('is asked again before a sensitive act, which is then done as it was asked', async () => {
    const { page, look } = admin
    await page.goto('/sprava/utvary')
    await page.getByRole('button', { name: 'Přidat útvar' }).waitFor()
    await ageProofs(story, 11)
    await page.getByRole('button', { name: 'Přidat útvar' }).click()
    const form = page.getByRole('dialog').filter({ has: page.getByLabel('Zkratka') })
    await form.getByLabel('Název').fill('Oddělení cyklostezek')
    await form.getByLabel('Zkratka').fill('OCS')
    await form.getByRole('button', { name: 'Přidat útvar' }).click()
    const asked = page.getByRole('dialog').filter({ hasText: 'Jste to opravdu vy?' })
    await asked.getByRole('button', { name: 'Potvrdit přístupovým klíčem' }).waitFor()
    await look('passkey-prove')
    await asked.getByLabel('Heslo').fill('to není ono')
    await asked.getByRole('button', { name: 'Potvrdit heslem' }).click()
    await asked.getByText('Heslo nesouhlasí.').waitFor()
    await asked.getByRole('button', { name: 'Potvrdit přístupovým klíčem' }).click()
    await page.getByRole('rowheader', { name: 'Oddělení cyklostezek' }).waitFor()
    assert.equal(await page.getByRole('dialog').count(), 0)
    assert.deepEqual((await events('OvereniTotoznosti'))[0], ['done', 'passkey'])
  })

  it('must have it after the password where the office says so, and gets in by nothing less', async () => {
    const { page, look } = admin
    await page.getByRole('link', { name: 'Přihlašování' }).click()
    await page.getByRole('radio', { name: /Správci a vedoucí/ }).check()
    await look('passkey-policy')
    await page.getByRole('button', { name: 'Uložit' }).click()
    await page.getByText('Pravidla přihlašování jsou uložena.').waitFor()
    await verifies(false)
    await leave(admin)
    await typePassword(admin, 'nikola.ondruskova')
    await page.getByText('Klíč nebyl použit').waitFor()
    await look('passkey-second')
    assert.equal((await page.request.get('/api/me')).status(), 401)
    await verifies(true)
    await page.getByRole('button', { name: 'Použít klíč' }).click()
    await page.waitForURL('**/prace')
    assert.deepEqual((await events('Prihlaseni'))[0], ['done', 'password+passkey'])
  })

  it('is led to make one at the next sign-in when it is a head without any', async () => {
    const head = await openPerson(browser, { url: story.url, now })
    const { page, look } = head
    await plugIn(head)
    await typePassword(head, 'helena.cerna')
    await page.getByRole('heading', { name: 'Druhý stupeň přihlášení' }).waitFor()
    assert.equal((await page.request.get('/api/directory')).status(), 403)
    await look('passkey-duty')
    await page.goto('/prace')
    await page.waitForURL('**/druhy-stupen*')
    await page.getByLabel('Název klíče').fill('Notebook')
    await page.getByRole('button', { name: 'Vytvořit klíč' }).click()
    await page.waitForURL('**/prace')
    await page.context().close()
  })

  it('keeps the last one that is required, and removes it when none is', async () => {
    const { page, look } = admin
    await page.goto('/ucet')
    const remove = page.getByRole('button', { name: 'Odebrat klíč Token v šuplíku' })
    await remove.click()
    await page.getByText(/tohle je váš jediný klíč/).waitFor()
    await look('passkey-last')
    await page.goto('/sprava/prihlasovani')
    await page.getByRole('radio', { name: /Nikdo/ }).check()
    await page.getByRole('button', { name: 'Uložit' }).click()
    await page.getByText('Pravidla přihlašování jsou uložena.').waitFor()
    await page.goto('/ucet')
    await remove.click()
    await page.getByText('Zatím žádný klíč').waitFor()
    assert.deepEqual((await events('ZruseniKlice'))[0], ['done', 'Token v šuplíku'])
    await leave(admin)
    await page.getByRole('button', { name: 'Přihlásit se přístupovým klíčem' }).click()
    await page.getByText(/Klíč nebyl použit|nepodařilo ověřit/).waitFor()
  })

  const verifies = (isUserVerified: boolean) => key.line.send('WebAuthn.setUserVerified', { authenticatorId: key.authenticatorId, isUserVerified })
})

async function leave({ page }: Person) {
  await page.getByRole('button', { name: 'Nabídka uživatele' }).click()
  await page.getByText('Odhlásit se', { exact: true }).click()
  await page.waitForURL('**/login')
}

async function typePassword({ page }: Person, mailbox: string) {
  await page.goto('/login')
  await page.getByLabel('Služební e-mail').fill(`${mailbox}@jezerni-kraj.example`)
  await page.locator('input[type=password]').fill(demoPassword)
  await page.getByRole('button', { name: 'Přihlásit se', exact: true }).click()
}
