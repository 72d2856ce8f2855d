import type { Id } from '../../kernel/id.ts'
import { JobFailure } from '../../platform/events/index.ts'
import { plainLine, type OutgoingMail } from '../../platform/mail/index.ts'
import { getTenant } from '../identity/index.ts'
import { containerType, fileName, readComponents, type Component, type Document, type RecordsDeps } from '../records/index.ts'
import type { Consignment } from './model.ts'

/** The mail that carries an answer. Its id is made of the consignment's, so a repeated sending is the same mail to whoever receives it. */
export async function mailOf(
  deps: RecordsDeps, tenantId: Id<'Tenant'>, { id, email, content }: Consignment, document: Document,
): Promise<OutgoingMail> {
  if (email === null) throw new JobFailure(`Dispatch ${id} has no address to be mailed to`)
  const question = document.answersId ? messageIdOf(deps, tenantId, document.answersId) : null
  const [tenant, bytes, inReplyTo, components] = await Promise.all([
    getTenant(deps.db, tenantId), deps.files.read(tenantId, content), question, readComponents(deps.db, tenantId, [document.id]),
  ])
  const isContainer = components.some(({ versions }) => versions.some(({ sha256, mediaType }) => sha256 === content && mediaType === containerType))
  const { referenceNumber, subject } = document
  return {
    to: email, messageId: `<${id}@${tenant.email.split('@').at(-1)}>`, ...(inReplyTo ? { inReplyTo } : {}),
    subject: `${subject.replace(/\s+/g, ' ')} (č. j. ${referenceNumber})`,
    text: [
      'Dobrý den,', `v příloze posíláme dokument ve věci „${subject}“, naše číslo jednací ${referenceNumber}.`,
      'V případné odpovědi prosím uveďte toto číslo.', `${tenant.name}\n${tenant.email}`,
    ].join('\n\n'),
    attachments: [
      { bytes, ...(isContainer ? { name: `${plainName(referenceNumber)}.asice`, contentType: containerType } : { name: fileNameOf(referenceNumber), contentType: 'application/pdf' }) },
      ...await enclosuresOf(deps, tenantId, components),
    ],
  }
}

/** What goes with the letter, byte for byte. */
async function enclosuresOf({ files }: RecordsDeps, tenantId: Id<'Tenant'>, components: readonly Component[]) {
  const enclosures = components.filter(({ role }) => role === 'enclosure')
  return Promise.all(enclosures.flatMap((one) => one.versions.slice(-1).map(async ({ sha256, mediaType }) => (
    { name: plainLine(fileName(one, { mediaType })) || 'priloha', contentType: /^[\w.+-]+\/[\w.+-]+$/.test(mediaType) ? mediaType : 'application/octet-stream', bytes: await files.read(tenantId, sha256) }))))
}

/** The name under which a document leaves: its number, in letters that every system takes. */
export const fileNameOf = (referenceNumber: string) => `${plainName(referenceNumber)}.pdf`

const plainName = (referenceNumber: string) =>
  referenceNumber.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'dokument'

/** The `Message-ID` of a document that came by mail, so that the answer joins its thread; `null` when there is none to be trusted. */
async function messageIdOf(deps: RecordsDeps, tenantId: Id<'Tenant'>, documentId: Id<'Document'>): Promise<string | null> {
  const originals = (await readComponents(deps.db, tenantId, [documentId])).filter(({ role }) => role === 'original')
  const sha256 = originals.map(({ versions }) => versions[0]).find((version) => version?.mediaType === 'message/rfc822')?.sha256
  if (!sha256) return null
  const [head = ''] = (await deps.files.read(tenantId, sha256)).subarray(0, 65_536).toString('latin1').split(/\r?\n\r?\n/, 1)
  return /^message-id:\s*(<[!-;=?A-~]{1,450}@[!-;=?A-~]{1,450}>)\s*$/im.exec(head)?.[1] ?? null
}
