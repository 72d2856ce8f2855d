import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
import { writeMail } from '../src/app/demo/mail.ts'
import { intakeDeps } from '../src/app/wiring.ts'
import { receive } from '../src/modules/intake/index.ts'
import { launchBrowser } from './browser.ts'
import { openStoryOffice, type StoryOffice } from './office.ts'
import { openPerson, signIn, type Person } from './person.ts'

/** Mails that none of us wrote; where they are absent, more of our own stand in for them. */
const cases = resolve(process.env['OBEH_SHARED'] ?? '../shared', 'cases/mail/resources/eml')
const now = new Date('2026-11-23T13:00:00Z')
const mails = 20

describe('a registrar\'s morning: twenty submissions by the keyboard alone', () => {
  let story: StoryOffice
  let browser: Browser
  let person: Person
  let presses = 0
  before(async () => {
    [story, browser] = await Promise.all([openStoryOffice({ days: 5, mattersADay: 2 }, now), launchBrowser()])
    person = await openPerson(browser, { url: story.url, now })
    await signIn(person, 'vera.hajkova')
    for (const mouse of ['click', 'dblclick', 'down', 'wheel'] as const) {
      Object.defineProperty(person.page.mouse, mouse, { value: () => assert.fail('nobody touches the mouse') })
    }
  })
  after(async () => {
    await browser?.close()
    await story?.close()
  })

  const own = (i: number, subject: string) => writeMail({
    from: { name: `Občan ${i}`, email: `obcan${i}@example.cz` }, to: 'podatelna@jezerni-kraj.example', subject, text: `Dobrý den, píši ve věci ${subject}.`, at: new Date(now.getTime() - 60_000 * (60 - i)),
  })
  const subjects = Array.from({ length: mails }, (_, i) => `Žádost číslo ${i + 1}`)

  /** What waits on the morning, oldest last in the list: our own and foreign mails, one twice, one dangerous. */
  async function fillTheReception() {
    const { office, cast } = story
    const [actor] = cast.actors('KR', 'registrar')
    assert.ok(actor)
    const foreign = existsSync(cases) ? globSync('legacy/*.eml', { cwd: cases }).toSorted().slice(0, 8) : []
    const first = own(1, subjects[0] ?? '')
    const deliveries: [string, Uint8Array][] = [
      ['hra.exe', Buffer.from('MZ\x90\0')], ['prvni.eml', first], ...foreign.map((name): [string, Uint8Array] => [basename(name), readFileSync(join(cases, name))]),
    ]
    for (let i = 1; deliveries.length < mails - 1; i += 1) deliveries.push([`zprava-${i}.eml`, own(i + 1, subjects[i] ?? '')])
    deliveries.push(['znovu.eml', first])
    for (const [name, bytes] of deliveries) assert.ok((await receive(intakeDeps(office), actor, { name, bytes, channel: null })).ok, name)
  }

  const press = async (...keys: string[]) => {
    for (const key of keys) {
      presses += 1
      await person.page.keyboard.press(key)
    }
  }
  const type = async (text: string) => {
    presses += text.length
    await person.page.keyboard.type(text)
  }
  const unitField = () => person.page.locator('[role=combobox]:focus')
  const subjectField = () => person.page.locator('[name=subject]:focus')
  const ask = async <Answer>(path: string) => (await person.page.request.get(path)).json() as Promise<Answer>
  const settled = (words: RegExp) => person.page.getByText(words).last().waitFor()
  const current = () => new URL(person.page.url()).pathname
  const moved = (from: string) => person.page.waitForURL((url) => url.pathname !== from, { waitUntil: 'commit' })
  /** Registers what is open for a unit named by a few letters and waits until the next one is open. */
  async function registerFor(unit: string) {
    const before = current()
    await type(unit)
    await press('Enter', 'Control+Enter')
    await moved(before)
  }

  let broken = false
  /** A step of the morning; when one fails, those after it have nothing to stand on. */
  const step = (name: string, act: () => Promise<void>) => void it(name, async () => {
    assert.ok(!broken, 'an earlier step failed')
    broken = true
    await act().catch(async (error: unknown) => {
      await person.page.screenshot({ path: join(tmpdir(), 'obeh-registrar.png') })
      throw error
    })
    broken = false
  })

  step('opens the first that waits by Enter; the keyboard is in the first field that is empty', async () => {
    const { page, look } = person
    await fillTheReception()
    await page.goto('/podatelna')
    await page.getByRole('link', { name: subjects[0] ?? '' }).first().waitFor()
    await look('registrar-list')
    await press('Enter')
    await unitField().waitFor()
    assert.equal(await page.getByRole('textbox', { name: 'Věc' }).inputValue(), subjects[0])
    await look('registrar-item')
  })

  step('registers it and stands in the next one; what is typed there survives a reload and the news of the list', async () => {
    const { page, look } = person
    await registerFor('dopr')
    await unitField().waitFor()
    await type('zivot')
    await press('Enter', 'Shift+Tab', 'Shift+Tab')
    await subjectField().waitFor()
    await press('End')
    await type(' – doplněno')
    const written = await page.getByRole('textbox', { name: 'Věc' }).inputValue()
    assert.match(written, / – doplněno$/)
    await page.reload()
    await page.getByRole('textbox', { name: 'Věc' }).waitFor()
    assert.equal(await page.getByRole('textbox', { name: 'Věc' }).inputValue(), written)
    await look('registrar-draft')
    const before = current()
    await subjectField().waitFor()
    await press('Control+Enter')
    await moved(before)
  })

  step('puts one into a file that is there already, found by a piece of its number', async () => {
    const { page, look } = person
    const { items: [file] } = await ask<{ items: { fileReference: string }[] }>('/api/files?of=all&state=open&limit=1')
    assert.ok(file)
    const joined = file.fileReference
    await unitField().waitFor()
    await press('Tab')
    await type(joined.slice(0, -5))
    await page.getByRole('option', { name: joined }).first().waitFor()
    while (!(await page.locator('[data-active=true]', { hasText: joined }).count())) await press('ArrowDown')
    await press('Enter')
    await look('registrar-join')
    const before = current()
    await press('Control+Enter')
    await moved(before)
    assert.equal((await ask<{ state: string }>(`/api/intake/${before.split('/').at(-1) ?? ''}`)).state, 'registered')
  })

  step('refuses one with a reason, which its sender is told', async () => {
    const { page, look } = person
    await unitField().waitFor()
    const before = current()
    await press('Escape', 'r')
    await page.getByRole('dialog').waitFor()
    await type('Podání není určeno našemu úřadu.')
    await look('registrar-refusal')
    await press('Control+Enter')
    await settled(/Podání je odmítnuto/)
    await moved(before)
  })

  step('registers the rest, one after another', async () => {
    const { page } = person
    for (;;) {
      await unitField().or(subjectField()).or(page.getByText('Všechno je zaevidováno')).first().waitFor()
      if (current() === '/podatelna') break
      if (await unitField().count()) {
        await registerFor('dopr')
        continue
      }
      // The unit that had the last submission of the same sender is offered, and is right.
      const before = current()
      await press('Control+Enter')
      await moved(before)
    }
    assert.equal((await ask<{ items: unknown[] }>('/api/intake?state=waiting')).items.length, 0)
  })

  step('refuses what is in quarantine, without telling anybody', async () => {
    const { page, look } = person
    await page.goto('/podatelna?state=quarantined')
    await page.getByRole('link', { name: 'hra' }).first().waitFor()
    await press('Enter')
    await page.getByText('Podání je v karanténě').waitFor()
    await look('registrar-quarantine')
    await press('r')
    await page.getByRole('dialog').waitFor()
    await type('Programy nepřijímáme.')
    await press('Control+Enter')
    await settled(/Podání je odmítnuto/)
  })

  step('has every submission settled, the duplicate pointed out, the sender told, and few keys pressed', async () => {
    const { page } = person
    const inState = async (state: string) => (await ask<{ items: { name: string; duplicateOf: unknown }[] }>(`/api/intake?state=${state}&limit=100`)).items
    const [registered, refused, waiting, quarantined] = [await inState('registered'), await inState('refused'), await inState('waiting'), await inState('quarantined')]
    assert.deepEqual([refused.length, waiting.length, quarantined.length], [2, 0, 0])
    assert.ok(registered.filter(({ duplicateOf }) => duplicateOf).length >= 1)
    while (!story.smtp.mails.some(({ raw }) => raw.toString().includes('odmitnuti-'))) await page.waitForTimeout(50)
    assert.equal(story.smtp.mails.filter(({ raw }) => raw.toString().includes('<odmitnuti-')).length, 1)
    process.stdout.write(`registrar's morning: ${mails} submissions, ${presses} keys, ${(presses / mails).toFixed(1)} a submission, no mouse\n`)
    assert.ok(presses / mails < 15, `${presses} keys`)
  })
})
