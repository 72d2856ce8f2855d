import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
import { writeMail } from '../src/app/demo/mail.ts'
import { verifyOffice } from '../src/app/verify.ts'
import { checkProof } from '../src/modules/audit/index.ts'
import { readMail } from '../src/platform/mail/index.ts'
import { launchBrowser } from './browser.ts'
import { openStoryOffice, type StoryOffice } from './office.ts'
import { openPerson, signIn, type Person } from './person.ts'

/** A mail that none of us wrote: Outlook's, with three pictures, from doug@example.com. */
const caseMail = resolve(process.env['OBEH_SHARED'] ?? '../shared', 'cases/mail/resources/eml/legacy/008.eml')
const now = new Date('2026-11-23T13:00:00Z')

describe('one matter, from a mail to an answer its sender can follow', () => {
  let story: StoryOffice
  let browser: Browser
  let folder = ''
  const people = new Map<string, Person>()
  before(async () => {
    [story, browser, folder] = await Promise.all([openStoryOffice({ days: 10, mattersADay: 2 }, now), launchBrowser(), mkdtemp(join(tmpdir(), 'obeh-mail-'))])
    for (const mailbox of ['vera.hajkova', 'helena.cerna', 'jan.novotny', 'tomas.rihacek', 'lenka.horakova']) {
      const person = await openPerson(browser, { url: story.url, now })
      await signIn(person, mailbox)
      people.set(mailbox, person)
    }
  })
  after(async () => {
    await browser?.close()
    await story?.close()
    await rm(folder, { recursive: true, force: true })
  })
  const person = (mailbox: string) => {
    const found = people.get(mailbox)
    assert.ok(found)
    return found
  }
  let broken = false
  /** A step of the story; when one fails, those after it have nothing to stand on. */
  const step = (name: string, act: () => Promise<void>) => void it(name, async () => {
    assert.ok(!broken, 'an earlier step of the story failed')
    broken = true
    await act().catch(async (error: unknown) => {
      for (const [name, { page }] of people) await page.screenshot({ path: join(tmpdir(), `obeh-story-${name}.png`) })
      throw error
    })
    broken = false
  })
  let number = ''
  let documentPath = ''
  let answerPath = ''
  const subject = 'Test message from Microsoft Outlook 00'

  step('is received and registered with two fields, both filled in beforehand but the unit', async () => {
    const { page, look } = person('vera.hajkova')
    const path = join(folder, 'posta.eml')
    const own = writeMail({ from: { name: 'Doug Sauder', email: 'doug@example.com' }, to: 'podatelna@jezerni-kraj.example', subject, text: 'Die Hasen', at: now })
    await writeFile(path, existsSync(caseMail) ? await readFile(caseMail) : own)
    await page.getByRole('link', { name: 'Podatelna' }).first().click()
    await page.locator('input[type=file]').first().setInputFiles(path)
    await page.getByRole('link', { name: subject }).first().waitFor()
    await look('reception')
    await page.getByRole('link', { name: subject }).first().click()
    await page.getByRole('heading', { name: subject }).first().waitFor()
    assert.equal(await page.getByRole('textbox', { name: 'Věc' }).inputValue(), subject)
    const unit = page.getByRole('combobox', { name: 'Útvar' })
    await unit.fill('doprav')
    await unit.press('Enter')
    await look('registration')
    await page.getByRole('button', { name: 'Zaevidovat' }).click()
    const toast = page.getByText(/Zaevidováno: KUJZ \d+\/2026/)
    await toast.waitFor()
    number = /KUJZ \d+\/2026/.exec(await toast.innerText())?.[0] ?? ''
    assert.notEqual(number, '')
  })

  step('waits on the desk of the unit, whose head gives it to a clerk', async () => {
    const { page, look } = person('helena.cerna')
    await page.getByRole('link', { name: 'Můj odbor' }).first().click()
    await page.getByRole('link', { name: subject }).first().waitFor()
    await look('unit-inbox')
    await page.getByRole('link', { name: subject }).first().click()
    await page.getByRole('heading', { name: subject, level: 1 }).waitFor()
    documentPath = new URL(page.url()).pathname
    await page.getByRole('button', { name: 'Předat', exact: true }).click()
    const to = page.getByRole('combobox', { name: 'Komu' })
    await to.fill('novotny')
    await page.getByRole('option', { name: /Jan Novotný/ }).click()
    await page.getByLabel('Pokyn').fill('Prosím o vyřízení, vyžádejte si vyjádření životního prostředí.')
    await look('hand-over')
    await page.getByRole('button', { name: 'Předat', exact: true }).last().click()
    await page.getByText('Spis je předán.').waitFor()
  })

  step('is put to two departments at once', async () => {
    const { page, look } = person('jan.novotny')
    await page.goto('/prace')
    await page.getByRole('link', { name: subject }).first().waitFor()
    await look('inbox')
    await page.getByRole('link', { name: subject }).first().click()
    await page.getByRole('button', { name: 'Vyžádat vyjádření' }).click()
    const to = page.getByRole('combobox', { name: 'Komu' })
    for (const [typed, option] of [['zivotni', /životního prostředí/], ['uzemni', /územního plánování/]] as const) {
      await to.fill(typed)
      await page.getByRole('option', { name: option }).first().click()
    }
    await page.getByLabel('Na co se ptáte').fill('Máte k podání připomínky z hlediska své působnosti?')
    await look('statements')
    await page.getByRole('button', { name: 'Odeslat žádost' }).click()
    await page.getByText('O vyjádření je požádáno.').waitFor()
  })

  step('gets both statements, given at the same time', async () => {
    await Promise.all((['tomas.rihacek', 'lenka.horakova'] as const).map(async (mailbox, i) => {
      const { page, look } = person(mailbox)
      await page.goto('/prace?box=unit')
      await page.getByRole('link', { name: subject }).first().click()
      await page.getByRole('radio', { name: i === 0 ? 'Souhlas s výhradou' : 'Souhlas', exact: true }).check()
      await page.getByLabel('Odůvodnění').fill(i === 0 ? 'Souhlasíme, práce ať proběhnou mimo dobu hnízdění.' : 'Bez připomínek.')
      if (i === 0) await look('statement')
      await page.getByRole('button', { name: 'Odeslat vyjádření' }).click()
      await page.getByText('Vyjádření je odesláno.').waitFor()
    }))
  })

  step('is answered by a letter that goes for approval', async () => {
    const { page, look } = person('jan.novotny')
    await page.goto(documentPath)
    await page.getByText('Vyjádření: 2 z 2').waitFor()
    await look('document')
    await page.getByRole('link', { name: 'Odpovědět' }).or(page.getByRole('button', { name: 'Odpovědět' })).first().click()
    await page.getByLabel('Text', { exact: true }).or(page.getByRole('textbox', { name: 'Text' })).first().fill(
      'děkujeme za vaši zprávu.\n\n# Vyjádření\n\n- Odbor životního prostředí souhlasí s výhradou.\n- Odbor územního plánování je bez připomínek.\n\nVáš záměr proto povolujeme.')
    await page.getByRole('button', { name: 'Uložit odpověď' }).click()
    await page.waitForURL(/odpovedi\/[0-9a-f-]{36}$/)
    answerPath = new URL(page.url()).pathname
    await page.getByRole('button', { name: 'Předložit ke schválení' }).click()
    await page.getByText('Předkládá se znění č. 1.').waitFor()
    await page.getByRole('button', { name: 'Předložit', exact: true }).click()
    await page.getByText('Předloženo ke schválení.').waitFor()
    await look('answer')
  })

  step('is approved in exactly the wording the head has on the screen', async () => {
    const { page, look } = person('helena.cerna')
    await page.goto('/prace')
    await page.getByRole('link', { name: `Odpověď: ${subject}` }).first().click()
    await page.getByText(/Schválení platí právě pro znění č. 1/).waitFor()
    await look('approval')
    await page.getByRole('button', { name: 'Schválit', exact: true }).click()
    await page.getByText('Znění je schváleno.').waitFor()
  })

  step('leaves by e-mail with the letter, and the matter is settled', async () => {
    const { page, look } = person('jan.novotny')
    const sentBefore = story.smtp.mails.length
    await page.goto(answerPath)
    await page.getByRole('button', { name: 'Odeslat e-mailem' }).click()
    await page.getByText('Odesláno na doug@example.com').waitFor()
    await look('sent')
    const mail = story.smtp.mails.slice(sentBefore).find(({ to }) => to.includes('doug@example.com'))
    assert.ok(mail)
    const reading = await readMail(mail.raw)
    assert.ok(reading.ok)
    assert.ok(reading.value.parts.some(({ bytes }) => Buffer.from(bytes.subarray(0, 5)).toString() === '%PDF-'), 'the letter is in the mail')
    await page.goto(documentPath)
    await page.getByRole('button', { name: 'Vyřídit' }).click()
    await page.getByRole('radio', { name: /Odpovědí/ }).check()
    await page.getByRole('dialog').getByRole('button', { name: 'Vyřídit' }).click()
    await page.getByText('Dokument i celý spis jsou vyřízeny.').waitFor()
    await look('settled')
  })

  step('is seen by its sender without an account and without JavaScript, with a proof that holds', async () => {
    const receipt = story.smtp.mails.map(({ raw }) => raw).find((raw) => raw.includes('doug@example.com'))
    assert.ok(receipt)
    const reading = await readMail(receipt)
    assert.ok(reading.ok)
    assert.ok(reading.value.text.includes(number))
    const code = /\b[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}\b/.exec(reading.value.text)?.[0] ?? ''
    for (const javaScript of [false, true]) {
      const { page, look, context } = await openPerson(browser, { url: story.url, now, javaScript })
      const pictures = process.env['OBEH_SCREENSHOTS']
      if (!javaScript) delete process.env['OBEH_SCREENSHOTS']
      await page.goto('/portal')
      await look('portal')
      await page.getByLabel('Číslo věci').fill(number)
      await page.getByLabel('Přístupový kód').fill(code)
      await page.getByRole('button', { name: 'Zobrazit stav' }).click()
      await page.getByText('Odbor dopravy').first().waitFor()
      const words = await page.locator('main').innerText()
      for (const secret of [subject, 'Doug', 'Jan Novotný', 'hnízdění']) assert.ok(!words.includes(secret), `the portal must not say ${secret}`)
      assert.match(words, /23\. (11\.|listopadu) 2026/)
      await look('portal-matter')
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /doklad/i }).click()])
      const proofPath = join(folder, 'doklad.tlog-proof')
      await download.saveAs(proofPath)
      const proof = checkProof(await readFile(proofPath, 'utf8'), story.office.logKey)
      assert.ok(proof.ok && proof.value.payload?.['referenceNumber'] === number)
      await page.goto('/portal/overeni')
      const files = page.locator('input[type=file]')
      await files.nth(0).setInputFiles(proofPath)
      await files.nth(1).setInputFiles(join(folder, 'posta.eml'))
      await page.getByRole('button', { name: /Ověřit/ }).click()
      await page.getByText(number).first().waitFor()
      await look('portal-verified')
      await writeFile(proofPath, (await readFile(proofPath, 'utf8')).replace(/^extra (.)/m, (_all, letter: string) => `extra ${letter === 'e' ? 'f' : 'e'}`))
      await page.goto('/portal/overeni')
      await files.nth(0).setInputFiles(proofPath)
      await page.getByRole('button', { name: /Ověřit/ }).click()
      await page.locator('main').waitFor()
      assert.ok(!(await page.locator('main').innerText()).includes(number), 'a bent proof proves nothing')
      if (pictures) process.env['OBEH_SCREENSHOTS'] = pictures
      await context.close()
    }
  })

  step('leaves a log and files in which nothing is out of place', async () => {
    const reports = await verifyOffice(story.office)
    assert.deepEqual(reports.flatMap(({ findings }) => findings), [])
  })
})
