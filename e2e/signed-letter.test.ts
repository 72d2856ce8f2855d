import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Browser } from 'playwright-core'
import { signingDeps } from '../src/app/wiring.ts'
import type { Actor } from '../src/kernel/actor.ts'
import type { Id } from '../src/kernel/id.ts'
import type { Result } from '../src/kernel/result.ts'
import { approveItem, askApproval } from '../src/modules/circulation/index.ts'
import { composeLetter, dispatchAnswer } from '../src/modules/dispatch/index.ts'
import { currentMain, readComponents, readDocument } from '../src/modules/records/index.ts'
import { askSignature, confirm, freeze, openForSigning, ownCredentials } from '../src/modules/signing/index.ts'
import { launchBrowser } from './browser.ts'
import { openStoryOffice, type StoryOffice } from './office.ts'
import { openPerson, signIn, type Person } from './person.ts'

const now = new Date('2026-11-23T13:00:00Z')

async function must<Value>(result: Promise<Result<Value, string>>): Promise<Value> {
  const found = await result
  assert.ok(found.ok, found.ok ? '' : found.refusal)
  return found.value
}

/* A clerk whose letter the head has signed: the error found before it leaves, the letter that should not leave at all, and the one that has left. */
describe('a signed letter that has to change', () => {
  let story: StoryOffice
  let browser: Browser
  let clerk: Person
  let actors: { readonly clerk: Actor, readonly head: Actor }
  before(async () => {
    [story, browser] = await Promise.all([openStoryOffice({ days: 2, mattersADay: 1 }, now), launchBrowser()])
    const [jan, head] = [story.cast.actors('OD', 'clerk').find(({ name }) => name === 'Jan Novotný'), story.cast.actors('OD', 'head')[0]]
    assert.ok(jan && head)
    actors = { clerk: jan, head }
    clerk = await openPerson(browser, { url: story.url, now })
    await signIn(clerk, 'jan.novotny')
  })
  after(async () => {
    await browser?.close()
    await story?.close()
  })
  const mainOf = async (id: Id<'Document'>) => currentMain(await readComponents(story.office.db, actors.head.tenantId, [id]))

  async function signedLetter(subject: string): Promise<Id<'Document'>> {
    const { office } = story
    const { head } = actors
    const deps = signingDeps(office)
    const { documentId } = await must(composeLetter(office, actors.clerk, { subject, body: 'Most opravíme do konce roku 2062.', party: { kind: 'Fyzicka', name: 'Jana Dlouhá', email: 'jana.dlouha@posta.example' } }))
    const { itemId } = await must(askApproval(office, actors.clerk, documentId, { to: head.personId!, instruction: null }))
    const main = await mainOf(documentId)
    await must(approveItem(office, head, itemId, main!.version.sha256))
    const { itemIds } = await must(askSignature(deps, actors.clerk, documentId, { to: [head.personId!], documentKind: 'letter', amount: null, instruction: null, dueOn: null }))
    for (const id of itemIds) await must(openForSigning(deps, head, id))
    const [credential] = await ownCredentials(deps, head)
    const { ceremonyId, root } = await must(freeze(deps, head, { itemIds, excluded: [], credentialId: credential!.id, reason: null }))
    await must(confirm(deps, head, ceremonyId, { root, proof: { at: office.now(), by: 'passkey', bound: true } }))
    while (!(await mainOf(documentId))?.version.signs) await clerk.page.waitForTimeout(100)
    return documentId
  }

  it('gets the error put right for a reason that stays with it, and the signed version stays', async () => {
    const { page, look } = clerk
    const id = await signedLetter('Oprava mostu v Dlouhé')
    await page.goto(`/dokumenty/${id}`)
    await page.getByRole('link', { name: 'Změnit podepsaný dokument' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Verze 2 je podepsaná').waitFor()
    await look('signed-change')
    await dialog.getByRole('button', { name: 'Opravit zřejmou nesprávnost' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.locator('[name=body]').fill('Most opravíme do konce roku 2026.')
    await page.getByRole('button', { name: 'Uložit a zobrazit dopis' }).click()
    await page.getByText('Uveďte důvod.').waitFor()
    await look('signed-why')
    await page.getByLabel('Důvod').fill('Přehozené číslice letopočtu')
    await page.getByRole('button', { name: 'Uložit a zobrazit dopis' }).click()
    await page.getByText('Uloženo.').waitFor()
    await page.goto(`/dokumenty/${id}`)
    await page.getByText('Oprava zřejmé nesprávnosti v podepsané verzi 2').waitFor()
    await look('signed-corrected')
    assert.deepEqual((await mainOf(id))?.component.versions.map(({ signs }) => Boolean(signs)), [false, true, false])
  })

  it('is taken back for a reason before it leaves', async () => {
    const { page, look } = clerk
    const id = await signedLetter('Uzavírka silnice u Dlouhé')
    await page.goto(`/odpovedi/${id}`)
    await page.getByRole('button', { name: 'Změnit podepsaný dokument' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Vzít zpět' }).click()
    await dialog.getByLabel('Důvod').fill('Uzavírka se nekoná')
    await look('signed-withdraw')
    await dialog.getByRole('button', { name: 'Vzít zpět' }).click()
    await page.getByText('Podepsané znění je vzato zpět.').waitFor()
    await page.getByText('Uložením nového začne schvalování znovu.').waitFor()
    await page.goto(`/dokumenty/${id}`)
    await page.getByText('Uzavírka se nekoná').first().waitFor()
    await look('signed-withdrawn')
  })

  it('is corrected by another document when it has left', async () => {
    const { page, look } = clerk
    const id = await signedLetter('Povolení pro Dlouhou')
    await must(dispatchAnswer(story.office, actors.clerk, id, { to: [{ channel: 'EPodatelnaMail' }] }))
    while (!(await readDocument(story.office.db, actors.clerk.tenantId, id))?.dispatchedAt) await page.waitForTimeout(200)
    await page.goto(`/odpovedi/${id}`)
    await page.getByRole('button', { name: 'Změnit podepsaný dokument' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Opravit zřejmou nesprávnost' }).click()
    await page.getByRole('heading', { name: 'Oprava vypraveného dokumentu' }).waitFor()
    await look('signed-correction')
    await page.getByRole('button', { name: 'Uložit dopis' }).click()
    await page.getByText('Opravuje').waitFor()
    await look('signed-correction-letter')
  })
})
