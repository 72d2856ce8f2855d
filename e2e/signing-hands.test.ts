import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
import { openPdf, signatures } from '../src/engines/pdf/index.ts'
import { testAuthority } from '../src/engines/x509/testing.ts'
import type { Actor } from '../src/kernel/actor.ts'
import type { Id } from '../src/kernel/id.ts'
import { currentMain, readComponents } from '../src/modules/records/index.ts'
import { keepRule, registerCredential } from '../src/modules/signing/index.ts'
import { fakeAgent, type FakeAgent } from '../src/platform/testing/agent.ts'
import { fakeCsc, type FakeCsc } from '../src/platform/testing/csc.ts'
import { freePort } from '../src/platform/testing/port.ts'
import { launchBrowser } from './browser.ts'
import { submitLetters } from './letters.ts'
import { openStoryOffice, type StoryOffice } from './office.ts'
import { openPerson, signIn, type Person } from './person.ts'

const now = new Date('2026-11-23T13:00:00Z')
const issued = testAuthority({ now }).issue('Mgr. Helena Černá', {}, 'RSA-2048')

/* A head whose keys are in her own hands: a card that wants its PIN for each signature, and a service that wants a PIN and a code. */
describe('a head signs by a card at her computer, and by a service that asks her', () => {
  let story: StoryOffice
  let browser: Browser
  let head: Person
  let clerk: Actor
  let port = 0
  let agent: FakeAgent | undefined
  let service: FakeCsc
  let letters: Id<'Document'>[] = []
  before(async () => {
    port = await freePort()
    service = await fakeCsc({ certificate: issued.certificate, key: issued.key, mode: 'explicit', sendsCode: true, multisign: 2 })
    const settings = { CARD_AGENT_URL: `http://127.0.0.1:${port}`, CSC_URL: service.url, CSC_CLIENT_ID: 'obeh', CSC_CLIENT_SECRET: 'tajne' };
    [story, browser] = await Promise.all([openStoryOffice({ days: 1, mattersADay: 0 }, now, { settings }), launchBrowser()])
    clerk = story.cast.actors('OD', 'clerk').find(({ name }) => name === 'Jan Novotný')!
    const ruled = await keepRule(story.office, story.cast.actors('KR', 'admin')[0]!, { classId: null, documentKind: 'letter', need: 'signature', mustOpen: 'exceptions', samplePercent: null, onChange: 'affected', visible: false })
    assert.ok(ruled.ok)
    letters = await submitLetters(story, clerk, 3)
    head = await openPerson(browser, { url: story.url, now, mayBeAway: settings.CARD_AGENT_URL })
    await signIn(head, 'helena.cerna')
  })
  after(async () => {
    await browser?.close()
    await agent?.close()
    await service?.close()
    await story?.close()
  })
  let broken = false
  const step = (name: string, act: () => Promise<void>) => void it(name, async () => {
    assert.ok(!broken, 'an earlier step of the story failed')
    broken = true
    await act().catch(async (error: unknown) => {
      await head.page.screenshot({ path: join(tmpdir(), 'obeh-story-hands.png') })
      throw error
    })
    broken = false
  })

  /** From the book to the frozen list of all that waits. */
  async function freezeAll(key: RegExp) {
    const { page } = head
    await page.goto('/podpis')
    await page.getByRole('rowheader').first().waitFor()
    await page.getByLabel(/Vybrat vše/).first().check()
    await page.getByRole('button', { name: /Připravit k podpisu/ }).click()
    const dialog = page.getByRole('dialog')
    const keys = dialog.getByLabel('Klíč')
    await keys.selectOption(await keys.locator('option').filter({ hasText: key }).first().getAttribute('value') ?? '')
    await dialog.getByRole('button', { name: /Zmrazit seznam: 3 dokumenty/ }).click()
    await page.getByRole('heading', { name: 'Zmrazený seznam' }).waitFor()
  }
  const countSigned = async () => Promise.all(letters.map(async (id) => {
    const main = currentMain(await readComponents(story.office.db, clerk.tenantId, [id]))
    const pdf = openPdf(main ? await story.office.files.read(clerk.tenantId, main.version.sha256) : new Uint8Array())
    return pdf.ok ? signatures(pdf.value).length : NaN
  }))

  step('adds her card as soon as its program runs and is paired', async () => {
    const { page, look } = head
    await page.goto('/ucet')
    await page.getByRole('button', { name: 'Přidat kartu' }).click()
    await page.getByText('Podpisový program neběží').waitFor()
    await look('hand-agent-off')
    agent = await fakeAgent(issued, { port, perConfirmation: 1 })
    await page.getByLabel('Šest číslic').fill(agent.code === '000000' ? '111111' : '000000')
    await page.getByRole('button', { name: 'Propojit' }).click()
    await page.getByText('Číslice nesedí').waitFor()
    await look('hand-agent-pair')
    await page.getByLabel('Šest číslic').fill(agent.code)
    await page.getByRole('button', { name: 'Propojit' }).click()
    await page.getByRole('dialog').getByLabel('Název').fill('Služební karta')
    await look('hand-agent-add')
    await page.getByRole('dialog').getByRole('button', { name: 'Přidat', exact: true }).click()
    await page.getByRole('rowheader', { name: /Služební karta/ }).waitFor()
  })

  step('is told how many PINs there will be, signs by two, and goes on where the card stopped', async () => {
    const { page, look } = head
    assert.ok(agent)
    agent.isCardIn = false
    await freezeAll(/Služební karta/)
    await page.getByText('Karta s tímto klíčem tu není').waitFor()
    agent.isCardIn = true
    await page.getByText('Karta si řekne o PIN: 3 ×').waitFor()
    await look('hand-card-ready')
    agent.person.pins = 2
    await page.getByRole('button', { name: 'Podepsat 3 dokumenty' }).click()
    await page.getByText('Karta přestala podepisovat').waitFor()
    await page.getByText(/Hotovo 2 z 3/).waitFor()
    await look('hand-card-stopped')
    agent.person.pins = 1
    await page.getByRole('button', { name: /Pokračovat: 1 dokument|Potvrdit další: 1 dokument/ }).click()
    await page.getByRole('heading', { name: 'Výsledek' }).waitFor()
    assert.deepEqual(await countSigned(), [1, 1, 1])
    assert.deepEqual(agent.shown.map(({ names }) => names.length), [3, 1])
  })

  step('tells a service the PIN and the code, once for two documents and once for the third', async () => {
    const { page, look } = head
    const personId = story.cast.actors('OD', 'head')[0]?.personId ?? null
    const added = await registerCredential(story.office, story.cast.actors('KR', 'admin')[0]!, {
      personId, provider: 'csc', label: 'Vzdálený podpis', chain: [issued.certificate.der], place: { credentialId: 'klic-1' }, wrappedKey: null, validFrom: issued.certificate.notBefore, validTo: issued.certificate.notAfter,
    })
    assert.ok(added.ok)
    letters = await submitLetters(story, clerk, 3, 'Souhlas č.')
    await freezeAll(/Vzdálený podpis/)
    const confirm = async (pin: string, button: RegExp) => {
      await page.getByRole('button', { name: 'Poslat kód' }).click()
      await page.getByText('Kód je odeslán').waitFor()
      await page.getByLabel('PIN k podpisu').fill(pin)
      await page.getByLabel('Kód z SMS').fill(service.code ?? '')
      await page.getByRole('button', { name: button }).click()
    }
    await look('hand-secrets')
    await confirm('0000', /Podepsat 3 dokumenty/)
    await page.getByText('The PIN is invalid, 2 tries left').waitFor()
    await look('hand-secrets-wrong')
    await confirm('1234', /Potvrdit další: 2 dokumenty/)
    await page.getByText(/Hotovo 2 z 3/).waitFor()
    await page.getByRole('button', { name: /Potvrdit další: 1 dokument/ }).waitFor()
    await confirm('1234', /Potvrdit další: 1 dokument/)
    await page.getByRole('heading', { name: 'Výsledek' }).waitFor()
    assert.deepEqual([await countSigned(), service.confirmations, service.signed.length], [[1, 1, 1], 2, 3])
  })
})
