import { addDays, dayOf } from '../../../kernel/day.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Sha256 } from '../../../kernel/sha256.ts'
import type { PastDeed } from '../../../modules/audit/index.ts'
import type { WorkItem } from '../../../modules/circulation/index.ts'
import type { Component, Document, File, Party, PastRecords, WriteNumber } from '../../../modules/records/index.ts'
import { seeded, type Random } from '../random.ts'
import type { Matter, Step } from './plan.ts'
import { clientOf, skewed, subjectOf } from './words.ts'

/** Who works in the office, and what the same contents are made of. */
export interface Staff {
  readonly units: readonly { readonly id: Id<'Unit'>; readonly code: string; readonly name: string; readonly clerks: readonly Actor[]; readonly classId: Id<'Class'> | null; readonly keptYears: number }[]
  readonly registrars: readonly Actor[]
  readonly contents: readonly { readonly sha256: Sha256; readonly size: number }[]
}

/** A matter under way: what its documents have in common. */
export interface Course {
  readonly file: File
  readonly unit: Staff['units'][number]
  readonly clerk: Actor
  readonly item: WorkItem
  readonly partyId: Id<'Party'>
  readonly documents: Document[]
}

export interface Rows extends PastRecords {
  readonly parties: Party[]
  readonly files: File[]
  readonly documents: Document[]
  readonly components: Component[]
  readonly grants: PastRecords['grants'][number][]
  readonly items: WorkItem[]
  readonly deeds: PastDeed[]
}
export const noRows = (): Rows => ({ parties: [], files: [], documents: [], components: [], grants: [], items: [], deeds: [] })

export interface World {
  readonly staff: Staff
  readonly seed: number
  readonly until: Date
  readonly momentOf: (document: number) => Date
  readonly courses: Map<number, Course>
  /** Clients who have written before, by their number. */
  readonly clients: Map<number, Id<'Party'>>
  /** How many clients there may be. */
  readonly clientsAtMost: number
  write: WriteNumber
}

/** A UUIDv7 of its moment whose other bits come from the seed. */
function pastId<Kind extends string>(at: Date, random: Random): Id<Kind> {
  const hex = (digits: number) => random.below(16 ** digits).toString(16).padStart(digits, '0')
  const time = at.getTime().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${(8 + random.below(4)).toString(16)}${hex(3)}-${hex(6)}${hex(6)}` as Id<Kind>
}

/** Adds everything that one step of the plan leaves behind. */
export function addStep(rows: Rows, world: World, step: Step): void {
  const at = world.momentOf(step.document)
  for (const matter of step.settled) settle(rows, world, matter, at)
  const known = world.courses.get(step.matter.number)
  const course = known ?? open(rows, world, step.matter, at)
  addDocument(rows, world, course, step, at)
  const isOver = step.matter.settledAt === null && step.order === step.matter.documents.length
  if (isOver) world.courses.delete(step.matter.number)
}

function open(rows: Rows, world: World, matter: Matter, at: Date): Course {
  const { random } = matter
  const unit = world.staff.units[skewed(random, world.staff.units.length)] ?? random.pick(world.staff.units)
  const clerk = random.pick(unit.clerks)
  const year = dayOf(at).slice(0, 4)
  const settledAt = matter.settledAt === null ? null : world.momentOf(matter.settledAt)
  const closedAt = settledAt && settledAt.getTime() + 90 * 86_400_000 < world.until.getTime() ? new Date(settledAt.getTime() + 60 * 86_400_000) : null
  const subject = subjectOf(random, unit.code)
  const isTaken = settledAt !== null || random.chance(0.8)
  const file: File = {
    id: pastId(at, random), uniqueId: `${world.write('jid', year, unit.code)}S`, fileReference: world.write('file', year, unit.code), subject, classId: unit.classId,
    state: closedAt ? 'uzavren' : settledAt ? 'vyrizen' : 'nevyrizen', holderUnitId: unit.id, holderPersonId: isTaken ? clerk.personId : null,
    dueOn: addDays(dayOf(at), 30), createdAt: at, settledAt, closedAt, documentNumbering: 'ZaObdobi', triggerYear: null,
    disposalMark: closedAt ? 'S' : null, disposalYear: closedAt ? Number(dayOf(closedAt).slice(0, 4)) + 1 + unit.keptYears : null,
  }
  const partyId = clientFor(rows, world, random, at)
  const item: WorkItem = {
    id: pastId(at, random), fileId: file.id, documentId: pastId(at, random), kind: 'handle', addressee: { kind: 'unit', id: unit.id }, unitId: unit.id,
    askedBy: random.pick(world.staff.registrars).personId, askedAt: at, dueOn: null, instruction: null, content: null, routeId: null, stageId: null, placeId: null, round: 1,
    state: settledAt ? 'done' : 'open', takenBy: isTaken ? clerk.personId : null, delegates: [], outcome: null, answer: null, doneAt: settledAt, doneBy: settledAt && clerk.personId,
    doneFor: null, outdated: false, urgedOn: null,
  }
  rows.files.push(file)
  rows.items.push(item)
  const course: Course = { file, unit, clerk, item, partyId, documents: [] }
  world.courses.set(matter.number, course)
  return course
}

/** Somebody who has written before, or somebody new: few write often, most once. */
function clientFor(rows: Rows, world: World, random: Random, at: Date): Id<'Party'> {
  const number = skewed(random, world.clientsAtMost)
  const known = world.clients.get(number)
  if (known) return known
  const party: Party = { id: pastId(at, random), dataBox: null, ico: null, bornOn: null, mergedInto: null, ...clientOf(random, number) }
  world.clients.set(number, party.id)
  rows.parties.push(party)
  return party.id
}

function addDocument(rows: Rows, world: World, course: Course, { matter, order }: Step, at: Date): void {
  const { random } = matter
  const { file, unit, clerk, item } = course
  const isAnswer = order > 1 && random.chance(0.6)
  const registrar = random.pick(world.staff.registrars)
  const author = isAnswer ? clerk : registrar
  const year = dayOf(at).slice(0, 4)
  const ended = isAnswer ? at : file.settledAt
  const document: Document = {
    id: order === 1 ? item.documentId : pastId(at, random), uniqueId: order === 1 ? file.uniqueId.slice(0, -1) : world.write('jid', year, unit.code),
    referenceNumber: world.write('reference', year, unit.code), fileId: file.id, orderInFile: order, direction: isAnswer ? 'outgoing' : 'incoming',
    subject: isAnswer ? `Odpověď: ${file.subject}` : file.subject, state: !ended ? 'nevyrizen' : file.closedAt ? 'uzavren' : 'vyrizen',
    channel: isAnswer ? null : random.pick(['EPodatelnaMail', 'EPodatelnaWeb', 'Osobne', 'Posta'] as const), partyId: course.partyId,
    senderReference: random.chance(0.15) ? `${random.below(9000)}/${year}` : null, answersId: isAnswer ? item.documentId : null, receivedAt: isAnswer ? null : at,
    createdAt: at, createdBy: author.personId, settledAt: ended, settledWay: isAnswer || !ended ? null : 'vzetimNaVedomi', settledNote: isAnswer || !ended ? null : 'Vzato na vědomí.',
    dispatchedAt: isAnswer ? at : null, filedAt: at, cancelled: null,
  }
  const component = (orderNo: number, name: string, role: Component['role']): Component => {
    const content = random.pick(world.staff.contents)
    const id = pastId<'Component'>(at, random)
    return { id, documentId: document.id, orderNo, name, role, versions: [{ componentId: id, number: 1, ...content, mediaType: 'text/plain', createdAt: at, createdBy: author.personId }] }
  }
  const components = [component(1, isAnswer ? 'odpoved.txt' : 'podani.txt', isAnswer ? 'main' : 'original'), ...random.chance(0.2) ? [component(2, 'priloha.txt', 'enclosure')] : []]
  rows.documents.push(document)
  rows.components.push(...components)
  rows.grants.push({ documentId: document.id, grantee: { kind: 'unit', id: unit.id }, basis: 'holder', at })
  if (author.personId) rows.grants.push({ documentId: document.id, grantee: { kind: 'person', id: author.personId }, basis: 'author', at })
  course.documents.push(document)
  noteRegistered(rows, course, { document, components, author, at, random })
}

interface Said { readonly document: Document; readonly components: readonly Component[]; readonly author: Actor; readonly at: Date; readonly random: Random }

/** The entries a registration leaves in the log, in its own words. */
function noteRegistered({ deeds }: Rows, { file, unit }: Course, { document, components, author, at, random }: Said): void {
  const note = (said: PastDeed['note']) => void deeds.push({ actor: author, at, note: said, salt: saltOf(random) })
  if (document.orderInFile === 1) note({ event: 'Zalozeni', object: { type: 'Spis', id: file.id }, payload: { fileReference: file.fileReference, subject: file.subject, class: null } })
  note({
    event: 'Zalozeni', object: { type: 'Dokument', id: document.id }, payload: {
      uniqueId: document.uniqueId, referenceNumber: document.referenceNumber, fileReference: file.fileReference, subject: document.subject, direction: document.direction,
      receivedAt: document.receivedAt?.toISOString() ?? null, unitId: unit.id,
      components: components.flatMap(({ id, name, versions }) => versions.map(({ sha256, size }) => ({ id, name, sha256, size }))),
    },
  })
  note({ event: 'VlozeniDoSpisu', object: { type: 'Spis', id: file.id }, subjectId: document.id, payload: { fileReference: file.fileReference, order: document.orderInFile } })
  if (document.orderInFile === 1) note({ event: 'Predani', object: { type: 'Spis', id: file.id }, subjectId: document.id, payload: { unit: unit.name, person: null, personId: null, reason: null } })
  if (document.dispatchedAt) note({ event: 'Vypraveno', object: { type: 'Dokument', id: document.id }, payload: { way: 'posta' } })
}

function settle({ deeds }: Rows, { courses }: World, matter: Matter, at: Date): void {
  const course = courses.get(matter.number)
  if (!course) throw new Error(`matter ${matter.number} is settled and was never begun`)
  courses.delete(matter.number)
  const note = (said: PastDeed['note']) => void deeds.push({ actor: course.clerk, at, note: said, salt: saltOf(matter.random) })
  for (const { id: documentId, direction, settledWay: way, settledNote } of course.documents) {
    if (direction === 'incoming') note({ event: 'Vyrizeni', object: { type: 'Dokument', id: documentId }, payload: { way, note: settledNote } })
  }
  const { file: { id, fileReference, closedAt, disposalMark, disposalYear }, item: { documentId: subjectId } } = course
  const object = { type: 'Spis', id } as const
  note({ event: 'Vyrizeni', object, subjectId, payload: { fileReference, unsent: 0 } })
  if (closedAt) note({ event: 'Uzavreni', object, subjectId, payload: { fileReference, closedOn: dayOf(closedAt), disposalMark, disposalYear } })
}

function saltOf(random: Random): Buffer {
  const salt = Buffer.alloc(32)
  for (let i = 0; i < 32; i += 4) salt.writeUInt32LE(random.below(0x1_0000_0000), i)
  return salt
}

/** A stream of its own for what belongs to no matter. */
export const streamOf = (seed: number, number: number): Random => seeded(Math.imul(seed + 7, 0xc2b2ae35) ^ number)
