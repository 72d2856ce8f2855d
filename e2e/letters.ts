import assert from 'node:assert/strict'
import { buildPdf } from '../src/engines/pdf/testing.ts'
import { signingDeps } from '../src/app/wiring.ts'
import type { Actor } from '../src/kernel/actor.ts'
import type { Id } from '../src/kernel/id.ts'
import { accept } from '../src/kernel/result.ts'
import type { Sha256 } from '../src/kernel/sha256.ts'
import { perform } from '../src/modules/audit/index.ts'
import { approveItem, askApproval } from '../src/modules/circulation/index.ts'
import { registerDocument } from '../src/modules/records/index.ts'
import { askSignature } from '../src/modules/signing/index.ts'
import type { StoryOffice } from './office.ts'

/** A letter of one page. */
export const letterPdf = (number: number, words: string) => buildPdf({ pages: [`Dokument ${number}`, words] })

/** So many letters of a clerk, each another file, with a request for the signature of the head of transport. */
export async function submitLetters(story: StoryOffice, clerk: Actor, count: number, subject = 'Povolení uzavírky č.'): Promise<Id<'Document'>[]> {
  const { office, cast } = story
  const [head] = cast.actors('OD', 'head')
  const { unitId } = clerk
  assert.ok(unitId && head?.personId)
  const ids: Id<'Document'>[] = []
  for (let number = 1; number <= count; number++) {
    const bytes = letterPdf(number, 'Souhlasime.')
    const sha256 = await office.files.put(clerk.tenantId, bytes)
    const made = await perform(office, clerk, { name: 'arrange' }, async (deed) => accept(await registerDocument(deed, {
      direction: 'outgoing', subject: `${subject} ${number}`, channel: null, party: null, receivedAt: null, file: { openFor: unitId },
      contents: [{ name: `povoleni-${number}.pdf`, role: 'main', sha256, size: bytes.length, mediaType: 'application/pdf' }],
    })))
    assert.ok(made.ok)
    const documentId = made.value.document.id
    await approved(office, clerk, head, documentId, sha256)
    const asked = await askSignature(signingDeps(office), clerk, documentId, { to: [head.personId], documentKind: 'letter', amount: null, instruction: null, dueOn: null })
    assert.ok(asked.ok, asked.ok ? '' : asked.refusal)
    ids.push(documentId)
  }
  return ids
}

/** What nobody has approved has to be opened one by one; these have been. */
async function approved(office: StoryOffice['office'], clerk: Actor, head: Actor, documentId: Id<'Document'>, sha256: Sha256): Promise<void> {
  const asked = await askApproval(office, clerk, documentId, { to: head.personId!, instruction: null })
  assert.ok(asked.ok)
  assert.ok((await approveItem(office, head, asked.value.itemId, sha256)).ok)
}
