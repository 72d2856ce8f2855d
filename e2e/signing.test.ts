import assert from 'node:assert/strict'
import { once } from 'node:events'
import { spawn, type ChildProcess } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
import { openPdf, signatures } from '../src/engines/pdf/index.ts'
import type { Actor } from '../src/kernel/actor.ts'
import type { Id } from '../src/kernel/id.ts'
import { accept } from '../src/kernel/result.ts'
import { perform } from '../src/modules/audit/index.ts'
import { addContent, currentMain, readComponents } from '../src/modules/records/index.ts'
import { keepRule } from '../src/modules/signing/index.ts'
import { launchBrowser } from './browser.ts'
import { letterPdf, submitLetters } from './letters.ts'
import { openStoryOffice, type StoryOffice } from './office.ts'
import { openPerson, signIn, type Person } from './person.ts'
import { ageProofs } from './proof.ts'

const now = new Date('2026-11-23T13:00:00Z')
const many = 200
const edited = 57

/* A head signs the lot by one confirmation; somebody rewrites one document meanwhile, and the machine that signs falls. */
describe('a head signs two hundred documents by one confirmation', () => {
  let story: StoryOffice
  let browser: Browser
  let head: Person
  let clerk: Actor
  let worker: ChildProcess
  let documents: Id<'Document'>[] = []
  before(async () => {
    [story, browser] = await Promise.all([openStoryOffice({ days: 1, mattersADay: 0 }, now, { works: false }), launchBrowser()])
    clerk = story.cast.actors('OD', 'clerk').find(({ name }) => name === 'Jan Novotný')!
    // Two of them, drawn by lot, are to be opened before.
    const ruled = await keepRule(story.office, story.cast.actors('KR', 'admin')[0]!, { classId: null, documentKind: 'letter', need: 'signature+timestamp', mustOpen: 'sample', samplePercent: 1, onChange: 'affected', visible: false })
    assert.ok(ruled.ok)
    documents = await submitLetters(story, clerk, many)
    head = await openPerson(browser, { url: story.url, now })
    await signIn(head, 'helena.cerna')
    await addKey(head)
  })
  after(async () => {
    worker?.kill('SIGKILL')
    await browser?.close()
    await story?.close()
  })
  const mainOf = async (documentId: Id<'Document'>) => currentMain(await readComponents(story.office.db, clerk.tenantId, [documentId]))
  const countSigned = async () => {
    const counts = await Promise.all(documents.map(async (id) => {
      const main = await mainOf(id)
      const pdf = openPdf(main ? await story.office.files.read(clerk.tenantId, main.version.sha256) ?? new Uint8Array() : new Uint8Array())
      return pdf.ok ? signatures(pdf.value).length : NaN
    }))
    return { none: counts.filter((count) => count === 0).length, one: counts.filter((count) => count === 1).length, more: counts.filter((count) => !(count <= 1)).length }
  }
  let broken = false
  const step = (name: string, act: () => Promise<void>) => void it(name, async () => {
    assert.ok(!broken, 'an earlier step of the story failed')
    broken = true
    await act().catch(async (error: unknown) => {
      await head.page.screenshot({ path: join(tmpdir(), 'obeh-story-signing.png') })
      throw error
    })
    broken = false
  })

  step('finds them in the signature book and reads one by one', async () => {
    const { page, look } = head
    await page.getByRole('link', { name: /K podpisu/ }).first().click()
    await page.getByRole('rowheader').first().waitFor()
    await look('signing-book')
    await page.keyboard.press('j')
    await page.keyboard.press('o')
    await page.getByText(/1 z \d+/).waitFor()
    await page.getByRole('img').first().waitFor()
    await look('signing-reading')
    await page.keyboard.press('j')
    await page.getByText(/2 z \d+/).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('rowheader').first().waitFor()
  })

  step('freezes the whole list', async () => {
    const { page, look } = head
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.getByRole('button', { name: 'Vybrat všechny v knize' }).click()
    await page.getByText(`Vybráno: ${many} dokumentů`).waitFor()
    await page.keyboard.press('p')
    await page.getByRole('dialog').getByRole('button', { name: /Zmrazit seznam/ }).waitFor()
    await look('signing-freeze')
    await page.getByRole('dialog').getByRole('button', { name: `Zmrazit seznam: ${many} dokumentů` }).click()
    await page.getByRole('button', { name: `Podepsat ${many} dokumentů` }).waitFor()
    await look('signing-frozen')
  })

  step('opens the two that the rule drew', async () => {
    const { page } = head
    const warning = page.getByText(/Před podpisem je třeba otevřít/)
    while (await warning.isVisible()) {
      const before = await warning.innerText()
      await page.getByRole('link', { name: 'Otevřít další' }).click()
      await page.getByRole('img').first().waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('heading', { name: 'Zmrazený seznam' }).waitFor()
      await page.getByText(before).waitFor({ state: 'detached' })
    }
  })

  step('confirms once by the passkey while one document changes, and the signing outlives a kill', async () => {
    const { page, look } = head
    await rewrite(story, clerk, documents[edited]!, edited)
    worker = await startWorker(story, many * 0.65)
    const killed = once(worker, 'exit')
    await ageProofs(story, 11)
    await page.getByRole('button', { name: `Podepsat ${many} dokumentů` }).click()
    await page.getByRole('button', { name: 'Potvrdit přístupovým klíčem' }).waitFor()
    await look('signing-passkey')
    await page.getByRole('button', { name: 'Potvrdit přístupovým klíčem' }).click()
    assert.deepEqual(await killed, [null, 'SIGKILL'])
    const half = await countSigned()
    assert.ok(half.one < many - 1, `killed too late: ${half.one} were signed`)
    await page.reload()
    await page.getByText(/Hotovo \d+ z 200/).waitFor()
    worker = await startWorker(story)
    await page.getByRole('heading', { name: 'Výsledek' }).waitFor({ timeout: 60_000 })
    await page.getByText(/přístupovým klíčem/).waitFor()
    // The menu counts what waits still: the one that dropped out.
    await page.getByRole('link', { name: 'K podpisu 1', exact: true }).first().waitFor()
    await look('signing-result')
  })

  step('leaves exactly one signature on each, and none on the one that changed', async () => {
    assert.deepEqual(await countSigned(), { none: 1, one: many - 1, more: 0 })
  })

  step('shows the one that dropped out and what changed in it', async () => {
    const { page, look } = head
    await page.getByRole('link', { name: /vypadlo, změnilo se/ }).click()
    await page.getByRole('link', { name: /Co se změnilo/ }).click()
    await page.getByRole('region', { name: /Porovnání|verze/ }).first().waitFor()
    await page.getByText('jinak').first().waitFor()
    await look('signing-difference')
  })

  step('finds the signature on the page of a document, with what exactly was signed', async () => {
    const { page, look } = head
    await page.goto(`/dokumenty/${documents[0]}`)
    // A while after the signing the office judges what it signed by itself; whoever looks earlier asks for it.
    const [ask, details] = [page.getByRole('button', { name: 'Ověřit podpisy' }), page.getByText('Podrobnosti pro odborníky')]
    await ask.or(details).first().waitFor()
    if (await ask.isVisible()) await ask.click()
    await details.click()
    await look('signing-document')
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Co přesně bylo podepsáno' }).click()])
    assert.match(download.suggestedFilename(), /\.pdf$/)
    await page.goto('/podpis/seznamy')
    await page.getByRole('rowheader').first().waitFor()
    await look('signing-past')
  })
})

/** The process that works behind the counter, ready. */
/** `diesAfter`: kills itself when it has put so many contents into the store, in the middle of its work. */
async function startWorker({ office, directory, ownerUrl, smtp }: StoryOffice, diesAfter?: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'worker.ts')], {
    env: { ...process.env, NODE_ENV: 'test', STORY_NOW: office.now().toISOString(), OBEH_DATA: directory, DATABASE_URL: ownerUrl, MAIL_URL: smtp.url, MAIL_FROM: 'podatelna@jezerni-kraj.example', PORT: '0', ...(diesAfter === undefined ? {} : { STORY_DIES_AFTER: String(diesAfter) }) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout!, 'data')
  return child
}

async function rewrite({ office }: StoryOffice, clerk: Actor, documentId: Id<'Document'>, number: number): Promise<void> {
  const bytes = letterPdf(number + 1, 'Vsechno je jinak.')
  const sha256 = await office.files.put(clerk.tenantId, bytes)
  const done = await perform(office, clerk, { name: 'arrange' }, async (deed) => accept(await addContent(deed, documentId, { name: `povoleni-${number + 1}.pdf`, role: 'main', sha256, size: bytes.length, mediaType: 'application/pdf' })))
  assert.ok(done.ok)
}

/** A passkey in the account of the head, built in her computer. */
async function addKey({ page, context }: Person): Promise<void> {
  const line = await context.newCDPSession(page)
  await line.send('WebAuthn.enable')
  await line.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'usb', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } })
  await page.goto('/ucet')
  await page.getByLabel('Název nového klíče').fill('Notebook')
  await page.getByRole('button', { name: 'Přidat klíč' }).click()
  await page.getByRole('rowheader', { name: /Notebook/ }).waitFor()
  await page.goto('/prace')
}
