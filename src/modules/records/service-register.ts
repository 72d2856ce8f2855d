import { dayOf, endOfTimeLimit } from '../../kernel/day.ts'
import { newId, type Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import type { Deed } from '../audit/index.ts'
import { getTenant, readUnits } from '../identity/index.ts'
import type { Channel, Component, ComponentRole, Direction, Document, DocumentNumbering, File, Party } from './model.ts'
import { formatNumber, numberInFile, registers, type Register } from './model-numbering.ts'
import {
  findParty, insertDocument, insertFile, insertParty, lockFile, readTemplates, takeSerials, type ClassRow,
} from './store.ts'
import { defaultClass } from './store-class.ts'
import { insertComponents } from './store-component.ts'
import { insertGrants } from './store-grant.ts'
import { nextOrder } from './store-place.ts'

/** Bytes already in the content store that become a component. */
export interface Content {
  readonly name: string
  readonly role: ComponentRole
  readonly sha256: Sha256
  /** Bytes. */
  readonly size: number
  readonly mediaType: string
}

export interface NewParty {
  readonly kind?: Party['kind']
  readonly name: string
  readonly email?: string | null
  readonly address?: readonly string[]
  readonly dataBox?: string | null
}

export interface Registration {
  readonly direction: Direction
  readonly subject: string
  readonly channel: Channel | null
  readonly party: NewParty | { readonly id: Id<'Party'> } | null
  readonly senderReference?: string | null
  readonly receivedAt: Date | null
  /** An open file to join; otherwise a new one is opened for `unitId`. */
  readonly file: { readonly join: Id<'File'> } | { readonly openFor: Id<'Unit'> }
  readonly answersId?: Id<'Document'> | null
  readonly contents: readonly Content[]
}

export interface Registered {
  readonly document: Document
  readonly file: File
  readonly components: readonly Component[]
}

/**
 * Registers a document (evidence dokumentu): numbers without gaps, its file, its components, all in the deed's transaction.
 * The contents must be durably stored before. Throws when the file to join does not exist, so ask for it first.
 */
export async function registerDocument(deed: Deed, registration: Registration): Promise<Registered> {
  const { actor: { tenantId }, tx } = deed
  const join = 'join' in registration.file ? registration.file.join : null
  const joined = join ? await lockFile(tx, tenantId, join) : undefined
  if (join && !joined) throw new Error(`File ${join} does not exist`)
  if (joined?.closedAt) throw new Error(`File ${joined.id} is closed: nothing is added to it`)
  const recordClass = 'openFor' in registration.file ? await defaultClass(tx, tenantId, registration.file.openFor) : undefined
  const numbering = joined?.documentNumbering ?? recordClass?.document_numbering ?? 'ZaObdobi'
  const numbers = await takeNumbers(deed, registration, { joins: joined !== undefined, numbering })
  const file = joined ?? await openFile(deed, registration, numbers, recordClass)
  const order = joined ? await nextOrder(tx, tenantId, joined.id) : 1
  const partyId = await partyOf(deed, registration.party)
  const document: Document = {
    id: newId(deed.at), uniqueId: numbers.jid(), referenceNumber: numbering === 'ZaObdobi' ? numbers.reference() : numberInFile(file.fileReference, order), fileId: file.id, orderInFile: order,
    direction: registration.direction, subject: registration.subject, state: 'nevyrizen', channel: registration.channel, partyId,
    senderReference: registration.senderReference ?? null, answersId: registration.answersId ?? null, receivedAt: registration.receivedAt,
    createdAt: deed.at, createdBy: deed.actor.personId, settledAt: null, settledWay: null, settledNote: null, dispatchedAt: null,
    filedAt: deed.at, cancelled: null,
  }
  await insertDocument(tx, tenantId, document)
  const components = registration.contents.map((content, i) => componentOf(deed, document.id, i + 1, content))
  await insertComponents(tx, tenantId, components)
  await insertGrants(tx, tenantId, [document.id], { kind: 'unit', id: file.holderUnitId }, 'holder', deed.at)
  if (deed.actor.personId) await insertGrants(tx, tenantId, [document.id], { kind: 'person', id: deed.actor.personId }, 'author', deed.at)
  say(deed, document, file, components)
  return { document, file, components }
}

function say(deed: Deed, document: Document, file: File, components: readonly Component[]) {
  const object = { type: 'Dokument', id: document.id } as const
  deed.note({
    event: 'Zalozeni', object, payload: {
      uniqueId: document.uniqueId, referenceNumber: document.referenceNumber, fileReference: file.fileReference, subject: document.subject,
      direction: document.direction, receivedAt: document.receivedAt?.toISOString() ?? null, unitId: file.holderUnitId,
      components: components.flatMap(({ id, name, versions }) => versions.map(({ sha256, size }) => ({ id, name, sha256, size }))),
    },
  })
  deed.note({ event: 'VlozeniDoSpisu', object: { type: 'Spis', id: file.id }, subjectId: document.id, payload: { fileReference: file.fileReference, order: document.orderInFile } })
  deed.tell('records.registered', document.id, {
    documentId: document.id, fileId: file.id, direction: document.direction, referenceNumber: document.referenceNumber, answersId: document.answersId,
    receivedOn: dayOf(document.receivedAt ?? deed.at), dueOn: file.dueOn, unitId: file.holderUnitId, handedOver: file.holderUnitId !== deed.actor.unitId,
  })
}

export function componentOf(deed: Deed, documentId: Id<'Document'>, orderNo: number, { name, role, sha256, size, mediaType }: Content): Component {
  const id = newId<'Component'>(deed.at)
  const version = { componentId: id, number: 1, sha256, size, mediaType, createdAt: deed.at, createdBy: deed.actor.personId }
  return { id, documentId, orderNo, name, role, versions: [version] }
}

interface Numbers { readonly file: () => string; readonly jid: () => string; readonly reference: () => string }

/** Takes every number the registration will need at once: fewer round trips and one order of locks. A new file needs a unique id of its own. */
async function takeNumbers(deed: Deed, registration: Registration, { joins, numbering }: { joins: boolean; numbering: DocumentNumbering }): Promise<Numbers> {
  const { tx, at, actor: { tenantId } } = deed
  const year = dayOf(at).slice(0, 4)
  const unitId = 'openFor' in registration.file ? registration.file.openFor : null
  const wanted: readonly Register[] = registers.filter((register) => !(joins && register === 'file') && !(numbering === 'ZaSpisovouZnacku' && register === 'reference'))
  const [tenant, units, templates] = [await getTenant(tx, tenantId), await readUnits(tx, tenantId), await readTemplates(tx, tenantId)]
  const serials = await takeSerials(tx, tenantId, wanted, year)
  const unit = units.find(({ id }) => id === unitId)?.code ?? ''
  const write = (register: Register) => () => {
    const serial = serials.get(register)
    if (serial === undefined) throw new Error(`No serial of the register ${register} was taken`)
    return formatNumber(templates[register], { abbr: tenant.abbreviation, unit, year, serial })
  }
  return { file: write('file'), jid: write('jid'), reference: write('reference') }
}

async function openFile(deed: Deed, registration: Registration, numbers: Numbers, recordClass: ClassRow | undefined): Promise<File> {
  const { tx, at, actor: { tenantId } } = deed
  if (!('openFor' in registration.file)) throw new Error('a registration that joins a file opens none')
  const unitId = registration.file.openFor
  const days = recordClass?.time_limit_days ?? null
  const file: File = {
    // The file is opened by its first document, so its unique id is the document's with a suffix: one counter, two inseparable numbers.
    id: newId(at), uniqueId: `${numbers.jid()}S`, fileReference: numbers.file(), subject: registration.subject, classId: recordClass?.id ?? null,
    state: 'nevyrizen', holderUnitId: unitId, holderPersonId: null, dueOn: days === null ? null : endOfTimeLimit(dayOf(registration.receivedAt ?? at), days),
    createdAt: at, settledAt: null, closedAt: null, documentNumbering: recordClass?.document_numbering ?? 'ZaObdobi', triggerYear: null, disposalMark: null, disposalYear: null,
  }
  await insertFile(tx, tenantId, file)
  deed.note({ event: 'Zalozeni', object: { type: 'Spis', id: file.id }, payload: { fileReference: file.fileReference, subject: file.subject, class: recordClass?.code ?? null } })
  return file
}

async function partyOf(deed: Deed, party: Registration['party']): Promise<Id<'Party'> | null> {
  if (party === null) return null
  if ('id' in party) return party.id
  const { tx, at, actor: { tenantId } } = deed
  const known = party.email ? await findParty(tx, tenantId, party.email, party.name) : undefined
  if (known) return known.id
  const added: Party = {
    id: newId(at), kind: party.kind ?? 'Neurceno', name: party.name, email: party.email ?? null, address: party.address ?? [], dataBox: party.dataBox ?? null,
  }
  await insertParty(tx, tenantId, added)
  deed.note({ event: 'Zalozeni', object: { type: 'Subjekt', id: added.id }, payload: { name: added.name } })
  return added.id
}
