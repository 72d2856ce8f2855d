import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
import { writeMail } from '../src/app/demo/mail.ts'
import { intakeDeps } from '../src/app/wiring.ts'
import { assign } from '../src/modules/circulation/index.ts'
import { receive, registerItem } from '../src/modules/intake/index.ts'
import type { Id } from '../src/kernel/id.ts'
import { readMail } from '../src/platform/mail/index.ts'
import { pdfText } from '../src/platform/pdf/index.ts'
import { launchBrowser } from './browser.ts'
import { openStoryOffice, type StoryOffice } from './office.ts'
import { openPerson, signIn, type Person } from './person.ts'

const now = new Date('2026-11-23T13:00:00Z')
const subject = 'Oprava mostu u mlýna'
const citizen = 'josef.mlynar@posta.example'

describe('an answer that is returned, corrected, sent by two ways and read without JavaScript', () => {
  let story: StoryOffice
  let browser: Browser
  let folder = ''
  const people = new Map<string, Person>()
  let documentId: Id<'Document'>
  let number = ''
  let answerPath = ''
  before(async () => {
    [story, browser, folder] = await Promise.all([openStoryOffice({ days: 3, mattersADay: 1 }, now), launchBrowser(), mkdtemp(join(tmpdir(), 'obeh-answer-'))])
    const { cast, office } = story
    const [registrar] = cast.actors('KR', 'registrar')
    const head = cast.actors('OD', 'head')[0]
    const clerk = cast.actors('OD', 'clerk').find(({ name }) => name === 'Jan Novotný')
    assert.ok(registrar && head && clerk?.personId)
    const bytes = writeMail({ from: { name: 'Josef Mlynář', email: citizen }, to: 'podatelna@jezerni-kraj.example', subject, text: 'Most u mlýna se viklá.', at: now })
    const item = await receive(intakeDeps(office), registrar, { name: 'most.eml', bytes, channel: 'EPodatelnaMail' })
    assert.ok(item.ok)
    const registered = await registerItem(intakeDeps(office), registrar, item.value.id, { subject, unitId: cast.unit('OD').id })
    assert.ok(registered.ok)
    documentId = registered.value.documentId
    assert.ok((await assign(office, head, documentId, { to: { kind: 'person', id: clerk.personId }, instruction: null })).ok)
    for (const mailbox of ['jan.novotny', 'helena.cerna', 'vera.hajkova']) {
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
  const step = (name: string, act: () => Promise<void>) => void it(name, async () => {
    assert.ok(!broken, 'an earlier step of the story failed')
    broken = true
    await act().catch(async (error: unknown) => {
      for (const [mailbox, { page }] of people) await page.screenshot({ path: join(tmpdir(), `obeh-answer-${mailbox}.png`) })
      throw error
    })
    broken = false
  })
  const text = (page: Person['page']) => page.getByRole('textbox', { name: 'Text' })

  step('is kept while it is being written, through a reload and in a second window', async () => {
    const { page, context, look } = person('jan.novotny')
    await page.goto(`/odpovedi/nova?k=${documentId}`)
    await text(page).fill('Most opravíme.')
    await page.getByText('Rozepsané je uloženo').waitFor()
    await page.reload()
    assert.equal(await text(page).inputValue(), 'Most opravíme.')
    const second = await context.newPage()
    await second.goto(`/odpovedi/nova?k=${documentId}`)
    await second.getByText('Most opravíme.').first().waitFor()
    await text(second).fill('Most zboříme.')
    await second.getByText('Rozepsané je uloženo').waitFor()
    await text(page).fill('Most opravíme do konce roku.')
    await page.getByText('V jiném okně jste napsali něco jiného').waitFor()
    await look('answer-conflict')
    assert.equal(await text(page).inputValue(), 'Most opravíme do konce roku.', 'nothing typed is lost')
    await page.getByRole('button', { name: 'Platí moje znění' }).click()
    await page.getByText('Rozepsané je uloženo').waitFor()
    await second.close()
    await page.getByRole('button', { name: 'Uložit odpověď' }).click()
    await page.waitForURL(/odpovedi\/[0-9a-f-]{36}$/)
    answerPath = new URL(page.url()).pathname
    await page.getByRole('button', { name: 'Předložit ke schválení' }).click()
    await page.getByRole('button', { name: 'Předložit', exact: true }).click()
    await page.getByText('Předloženo ke schválení.').waitFor()
  })

  step('is returned by the head with a reason', async () => {
    const { page, look } = person('helena.cerna')
    await page.goto(answerPath)
    await page.getByRole('button', { name: 'Vrátit s důvodem' }).click()
    await page.getByLabel('Co je třeba změnit').fill('Doplňte, kdo bude práce řídit.')
    await look('answer-returning')
    await page.getByRole('button', { name: 'Vrátit', exact: true }).click()
    await page.getByText('Vráceno k přepracování').first().waitFor()
  })

  step('is corrected with the reason and the difference in sight, and approved', async () => {
    const clerk = person('jan.novotny')
    await clerk.page.goto(answerPath)
    const returned = clerk.page.getByRole('region', { name: 'Vráceno k přepracování' })
    await returned.getByText('Doplňte, kdo bude práce řídit.').waitFor()
    await clerk.look('answer-returned')
    await text(clerk.page).fill('Most opravíme do konce roku. Práce povede Správa silnic.')
    await text(clerk.page).press('Control+Enter')
    await clerk.page.getByText('Uloženo.').waitFor()
    const changes = clerk.page.getByRole('region', { name: 'Co se změnilo od znění č. 1' })
    assert.match(await changes.locator('ins').first().innerText(), /Práce povede Správa silnic/)
    await clerk.look('answer-corrected')
    await clerk.page.getByRole('button', { name: 'Předložit ke schválení' }).click()
    await clerk.page.getByRole('button', { name: 'Předložit', exact: true }).click()
    await clerk.page.getByText('Předloženo ke schválení.').waitFor()
    const { page, look } = person('helena.cerna')
    await page.goto(answerPath)
    await page.getByRole('region', { name: 'Co se změnilo od znění č. 1' }).waitFor()
    await look('answer-approving')
    await page.getByRole('button', { name: 'Schválit', exact: true }).click()
    await page.getByText('Znění je schváleno.').waitFor()
  })

  step('leaves by e-mail and onto the portal at once, and settles the matter', async () => {
    const { page, look } = person('jan.novotny')
    await page.goto(answerPath)
    await page.getByRole('checkbox', { name: 'Na portál' }).check()
    await look('answer-sending')
    await page.getByRole('button', { name: 'Odeslat a vyřídit' }).click()
    await page.getByText(`Odesláno na ${citizen}`).waitFor()
    await page.getByText('Doručeno bude, až si ji adresát poprvé stáhne.').waitFor()
    await look('answer-sent')
    await page.goto(`/dokumenty/${documentId}`)
    await page.getByText('Vyřízeno').first().waitFor()
    const registrar = person('vera.hajkova')
    await registrar.page.goto('/vypravna?box=sent')
    await registrar.page.getByRole('link', { name: new RegExp(subject) }).first().waitFor()
    await registrar.look('dispatch-room')
  })

  step('is read by the citizen without JavaScript, and so delivered', async () => {
    const receipt = story.smtp.mails.find(({ to, raw }) => to.includes(citizen) && raw.includes('tlog-proof'))
    const reading = receipt && await readMail(receipt.raw)
    assert.ok(reading?.ok)
    number = /KUJZ \d+\/2026/.exec(reading.value.text)?.[0] ?? ''
    const code = /\b[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}\b/.exec(reading.value.text)?.[0] ?? ''
    const reader = await openPerson(browser, { url: story.url, now, javaScript: false })
    await reader.page.goto('/portal')
    await reader.page.getByLabel('Číslo věci').fill(number)
    await reader.page.getByLabel('Přístupový kód').fill(code)
    await reader.page.getByRole('button', { name: 'Zobrazit stav' }).click()
    await reader.page.getByRole('heading', { name: 'Dokumenty od úřadu' }).waitFor()
    await reader.look('portal-answer')
    const [download] = await Promise.all([reader.page.waitForEvent('download'), reader.page.getByRole('button', { name: /^Stáhnout KUJZ/ }).click()])
    const path = join(folder, 'odpoved.pdf')
    await download.saveAs(path)
    const letter = await pdfText(await readFile(path))
    assert.ok(letter.ok && letter.value.join(' ').replace(/\s+/g, ' ').includes('Práce povede Správa silnic.'))
    await reader.context.close()
    const withScript = await openPerson(browser, { url: story.url, now })
    await withScript.page.goto('/portal')
    await withScript.page.getByLabel('Číslo věci').fill(number)
    await withScript.page.getByLabel('Přístupový kód').fill(code)
    await withScript.page.getByRole('button', { name: 'Zobrazit stav' }).click()
    await withScript.look('portal-answer')
    await withScript.context.close()
    const { page } = person('jan.novotny')
    await page.goto(answerPath)
    await page.getByText(/Doručeno: 23\./).waitFor()
    await person('jan.novotny').look('answer-delivered')
  })

  step('is followed by a letter of the office’s own will, with a prepared text, handed over in person', async () => {
    const clerk = person('jan.novotny')
    await clerk.page.goto('/odpovedi/texty')
    await clerk.page.getByLabel('Název').fill('Pozvání')
    await clerk.page.getByRole('textbox', { name: 'Text' }).fill('Zveme Vás na kontrolní den. Vyřizuje {vyřizuje}, {útvar}.')
    await clerk.page.getByRole('button', { name: 'Uložit text' }).click()
    await clerk.page.getByText('Text je uložen.').waitFor()
    await clerk.look('prepared-texts')
    await clerk.page.goto('/odpovedi/vlastni')
    await clerk.page.getByRole('button', { name: 'Adresát v rejstříku není' }).click()
    await clerk.page.getByLabel('Jméno nebo název').fill('Obec Mlýny')
    await clerk.page.getByRole('textbox', { name: 'Věc' }).fill('Pozvání na kontrolní den')
    await text(clerk.page).fill('Zveme Vás na kontrolní den.')
    await clerk.look('own-letter')
    await clerk.page.getByRole('button', { name: 'Uložit dopis' }).click()
    await clerk.page.waitForURL(/odpovedi\/[0-9a-f-]{36}$/)
    await clerk.page.getByLabel('Vložit připravený text').selectOption({ label: 'Pozvání' })
    assert.match(await text(clerk.page).inputValue(), /Vyřizuje Jan Novotný, Odbor dopravy\.$/)
    await clerk.page.getByRole('button', { name: 'Uložit a zobrazit dopis' }).click()
    await clerk.page.getByText('Uloženo.').waitFor()
    const letterPath = new URL(clerk.page.url()).pathname
    await clerk.page.getByRole('button', { name: 'Předložit ke schválení' }).click()
    const to = clerk.page.getByRole('combobox', { name: /Kdo|Komu/ })
    if (await to.isVisible()) await to.press('Tab')
    await clerk.page.getByRole('button', { name: 'Předložit', exact: true }).click()
    await clerk.page.getByText('Předloženo ke schválení.').waitFor()
    const head = person('helena.cerna')
    await head.page.goto(letterPath)
    await head.page.getByRole('button', { name: 'Schválit', exact: true }).click()
    await head.page.getByText('Znění je schváleno.').waitFor()
    await clerk.page.goto(letterPath)
    await clerk.page.getByRole('checkbox', { name: 'E-mailem' }).uncheck()
    await clerk.page.getByRole('checkbox', { name: 'Osobně' }).check()
    await clerk.page.getByRole('button', { name: 'Předat k odeslání' }).click()
    await clerk.page.getByText('Čeká na odeslání').first().waitFor()
    const registrar = person('vera.hajkova')
    await registrar.page.goto('/vypravna')
    const sheet = registrar.page.getByRole('link', { name: 'Potvrzení k podpisu' })
    const [download] = await Promise.all([registrar.page.waitForEvent('download'), sheet.click()])
    assert.match(download.suggestedFilename(), /\.pdf$/)
    await registrar.page.getByRole('button', { name: 'Zapsat předání' }).click()
    await registrar.page.getByLabel('Jak byla ověřena totožnost').fill('občanský průkaz')
    await registrar.look('dispatch-room-handing')
    await registrar.page.getByRole('button', { name: 'Zapsat předání' }).last().click()
    await registrar.page.getByText('Předání je zapsáno.').waitFor()
    await clerk.page.goto(letterPath)
    await clerk.page.getByText('Odpověď je doručena.').waitFor()
  })
})
