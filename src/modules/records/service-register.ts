import { dayOf, endOfTimeLimit, type Day } from '../../kernel/day.ts'
import { newId, type Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import type { Deed } from '../audit/index.ts'
import { findUnit, type PlacedUnit } from '../identity/index.ts'
import type { Channel, Component, ComponentRole, Direction, Document, DocumentNumbering, File, Party } from './model.ts'
import { formatNumber, numberInFile, registers, type Register } from './model-numbering.ts'
import { lockFile, takeSerials, type ClassRow } from './store.ts'
import { nextOrder } from './store-place.ts'
import { insertRegistered, readGround, type Ground } from './store-register.ts'

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
  /** Eight digits. */
  readonly ico?: string | null
  readonly bornOn?: Day | null
}

export interface Registration {
  readonly direction: Direction
  readonly subject: string
  readonly channel: Channel | null
  readonly party: NewParty | { readonly id: Id<'Party'> } | null
  readonly senderReference?: string | null
  readonly receivedAt: Date | null
  /** An open file to join; otherwise a new one is opened for `unitId`. */
  readonly file: { readonly join: Id<'File'> } | { readonly openFor: Id<'Unit'>; readonly as?: NewFile }
  readonly answersId?: Id<'Document'> | null
  readonly contents: readonly Content[]
}

/** A file opened otherwise than by the rule of its unit and its first document. */
export interface NewFile { readonly subject: string; readonly recordClass: ClassRow | null; readonly numbering: DocumentNumbering }

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
  const { actor: { tenantId, personId }, tx } = deed
  const joined = 'join' in registration.file ? await joinedFile(deed, registration.file.join) : null
  const unit = await unitOf(deed, 'openFor' in registration.file ? registration.file.openFor : joined?.holderUnitId)
  const given = registration.party && 'name' in registration.party ? registration.party : null
  const ground = await readGround(tx, tenantId, { unitId: joined ? null : unit.id, email: given?.email ?? null, name: given?.name ?? '' })
  const as = 'openFor' in registration.file ? registration.file.as : undefined
  const numbering = joined?.documentNumbering ?? as?.numbering ?? ground.recordClass?.document_numbering ?? 'ZaObdobi'
  const order = joined ? await nextOrder(tx, tenantId, joined.id) : 1
  // From here on everybody else who registers waits: nothing is asked any more, only written.
  const numbers = await takeNumbers(deed, ground, unit, { joins: joined !== null, numbering })
  const opened: NewFile = as ?? { subject: registration.subject, recordClass: ground.recordClass, numbering }
  const file = joined ?? openFile(deed, registration, numbers, unit, opened)
  const party = given && !ground.partyId ? newParty(deed, given) : null
  const document: Document = {
    id: newId(deed.at), uniqueId: numbers.jid(), referenceNumber: numbering === 'ZaObdobi' ? numbers.reference() : numberInFile(file.fileReference, order), fileId: file.id, orderInFile: order,
    direction: registration.direction, subject: registration.subject, state: 'nevyrizen', channel: registration.channel,
    partyId: registration.party && 'id' in registration.party ? registration.party.id : party?.id ?? ground.partyId,
    senderReference: registration.senderReference ?? null, answersId: registration.answersId ?? null, receivedAt: registration.receivedAt,
    createdAt: deed.at, createdBy: personId, settledAt: null, settledWay: null, settledNote: null, dispatchedAt: null,
    filedAt: deed.at, cancelled: null,
  }
  const components = registration.contents.map((content, i) => componentOf(deed, document.id, i + 1, content))
  const holder = { grantee: { kind: 'unit', id: file.holderUnitId }, basis: 'holder' } as const
  const author = personId ? [{ grantee: { kind: 'person', id: personId }, basis: 'author' } as const] : []
  await insertRegistered(tx, tenantId, { file: joined ? null : file, party, document, components, grants: [holder, ...author] })
  say(deed, document, file, components)
  return { document, file, components }
}

async function joinedFile({ tx, actor: { tenantId } }: Deed, id: Id<'File'>): Promise<File> {
  const file = await lockFile(tx, tenantId, id)
  if (!file) throw new Error(`File ${id} does not exist`)
  if (file.closedAt) throw new Error(`File ${id} is closed: nothing is added to it`)
  return file
}

async function unitOf({ tx, actor: { tenantId } }: Deed, id: Id<'Unit'> | undefined): Promise<PlacedUnit> {
  const unit = id && await findUnit(tx, tenantId, id)
  if (!unit) throw new Error(`Unit ${id} does not exist`)
  return unit
}

function say(deed: Deed, document: Document, file: File, components: readonly Component[]) {
  const object = { type: 'Dokument', id: document.id } as const
  deed.note({
    event: 'Zalozeni', object, payload: {
      uniqueId: document.uniqueId, referenceNumber: document.referenceNumber, fileReference: file.fileReference, subject: document.subject,
      direction: document.direction, receivedAt: document.receivedAt?.toISOString() ?? null, unitId: file.holderUnitId,
      party: document.partyId, senderReference: document.senderReference,
      components: components.flatMap(({ id, name, role, versions }) => versions.map(({ sha256, size, mediaType }) => ({ id, name, role, sha256, size, mediaType }))),
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
async function takeNumbers(
  { tx, at, actor: { tenantId } }: Deed, { templates }: Ground, { code: unit, abbreviation: abbr }: PlacedUnit, { joins, numbering }: { joins: boolean; numbering: DocumentNumbering },
): Promise<Numbers> {
  const year = dayOf(at).slice(0, 4)
  const wanted: readonly Register[] = registers.filter((register) => !(joins && register === 'file') && !(numbering === 'ZaSpisovouZnacku' && register === 'reference'))
  const serials = await takeSerials(tx, tenantId, wanted, year)
  const write = (register: Register) => () => {
    const serial = serials.get(register)
    if (serial === undefined) throw new Error(`No serial of the register ${register} was taken`)
    return formatNumber(templates[register], { abbr, unit, year, serial })
  }
  return { file: write('file'), jid: write('jid'), reference: write('reference') }
}

function openFile(deed: Deed, { receivedAt }: Registration, numbers: Numbers, unit: PlacedUnit, { subject, recordClass, numbering }: NewFile): File {
  const { at } = deed
  const days = recordClass?.time_limit_days ?? null
  const file: File = {
    // The file is opened by its first document, so its unique id is the document's with a suffix: one counter, two inseparable numbers.
    id: newId(at), uniqueId: `${numbers.jid()}S`, fileReference: numbers.file(), subject, classId: recordClass?.id ?? null,
    state: 'nevyrizen', holderUnitId: unit.id, holderPersonId: null, dueOn: days === null ? null : endOfTimeLimit(dayOf(receivedAt ?? at), days),
    createdAt: at, settledAt: null, closedAt: null, documentNumbering: numbering, triggerYear: null, disposalMark: null, disposalYear: null,
  }
  deed.note({ event: 'Zalozeni', object: { type: 'Spis', id: file.id }, payload: { fileReference: file.fileReference, subject, class: recordClass?.code ?? null, unitId: file.holderUnitId, dueOn: file.dueOn } })
  return file
}

function newParty(deed: Deed, { kind = 'Neurceno', name, email = null, address = [], dataBox = null, ico = null, bornOn = null }: NewParty): Party {
  const party: Party = { id: newId(deed.at), kind, name, email, address, dataBox, ico, bornOn, mergedInto: null }
  deed.note({ event: 'Zalozeni', object: { type: 'Subjekt', id: party.id }, payload: { name } })
  return party
}
