import type { Actor, Role } from '../../kernel/actor.ts'
import { addWorkingDays, dayOf, type Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, type Result } from '../../kernel/result.ts'
import { perform } from '../../modules/audit/index.ts'
import { answerItem, approveItem, askApproval, askStatements, assign, assignInDeed, takeOver } from '../../modules/circulation/index.ts'
import { composeAnswer, dispatchAnswer } from '../../modules/dispatch/index.ts'
import type { Unit } from '../../modules/identity/index.ts'
import { receive, registerItem } from '../../modules/intake/index.ts'
import { currentMain, readComponents, registerDocument, settleDocument } from '../../modules/records/index.ts'
import { askSignature } from '../../modules/signing/index.ts'
import type { Office } from '../office.ts'
import { intakeDeps, signingDeps } from '../wiring.ts'
import { writeMail } from './mail.ts'
import { matterKinds, places, writers, type MatterKind } from './matters.ts'
import type { DemoUnitCode } from './people.ts'
import type { Random } from './random.ts'
import { opening, workingMinutesLater, type Story } from './schedule.ts'

/** The people and units of the demo office, by what they are. */
export interface Cast {
  readonly unit: (code: DemoUnitCode) => Unit
  readonly actors: (code: DemoUnitCode, role: Role) => readonly Actor[]
}

export interface Place {
  readonly day: Day
  /** Which of the day's matters this is, from 0. */
  readonly place: number
  /** Comes by mail through the reception; older ones were registered by hand, which spares a start the reading of dozens of mails. */
  readonly isRecent: boolean
  readonly scene?: Scene
}

/** A matter that waits where it is for whoever looks at the demo office. */
export interface Scene {
  readonly unit: DemoUnitCode
  /** Which of the unit's people handles it, by name. */
  readonly clerk?: string
  readonly stopsAfter: 'receipt' | 'registration' | 'asking' | 'approval' | 'signature'
}

/** One matter from the mail that brings it to its settlement. All its chances are drawn at the start, so that stories do not disturb each other. */
export async function* matterStory(office: Office, cast: Cast, random: Random, { day, place, isRecent, scene }: Place): Story {
  const plan = draw(cast, random, scene)
  const { kind, registrar, clerk, head } = plan
  let at = workingMinutesLater(opening(day), 15 + place * 70 + plan.delay % 50)
  yield at
  const unitId = cast.unit(kind.unit).id
  let documentId: Id<'Document'>
  if (isRecent) {
    const item = must(await receive(intakeDeps(office), registrar, { name: `${plan.subject.slice(0, 40)}.eml`, bytes: plan.mail(at), channel: 'EPodatelnaMail' }))
    if (scene?.stopsAfter === 'receipt') return
    yield (at = workingMinutesLater(at, 10 + plan.delay))
    documentId = must(await registerItem(intakeDeps(office), registrar, item.id, { subject: plan.subject, unitId })).documentId
  } else {
    documentId = await registerByHand(office, plan, unitId, at)
  }
  if (scene?.stopsAfter === 'registration') return
  if (plan.isAssigned) {
    yield (at = workingMinutesLater(at, 45 + plan.delay * 2))
    must(await assign(office, head, documentId, { to: { kind: 'person', id: personOf(clerk) }, instruction: plan.delay % 2 ? 'Prosím o vyřízení v termínu.' : null }))
  } else {
    yield (at = workingMinutesLater(at, 90 + plan.delay * 4))
    must(await takeOver(office, clerk, documentId))
  }
  if (kind.statements.length > 0) {
    yield (at = workingMinutesLater(at, 60 + plan.delay * 3))
    at = yield* askAround(office, cast, plan, documentId, at, scene?.stopsAfter === 'asking')
    if (scene?.stopsAfter === 'asking') return
  }
  yield (at = workingMinutesLater(at, 180 + plan.delay * 8))
  const answer = must(await composeAnswer(office, clerk, documentId, { subject: `Odpověď: ${plan.subject}`.slice(0, 200), body: plan.fill(kind.answer) }))
  yield (at = workingMinutesLater(at, 20))
  const approval = must(await askApproval(office, clerk, answer.documentId, { to: personOf(head), instruction: null }))
  if (scene?.stopsAfter === 'approval') return
  yield (at = workingMinutesLater(at, 60 + plan.delay * 5))
  await approve(office, head, answer.documentId, approval.itemId)
  yield (at = workingMinutesLater(at, 15))
  if (scene?.stopsAfter === 'signature') {
    must(await askSignature(signingDeps(office), clerk, answer.documentId, { to: [personOf(head)], ...plan.delay % 3 === 0 ? { documentKind: 'decision', amount: 12_000 } as const : { documentKind: 'letter', amount: null } as const, instruction: null, dueOn: addWorkingDays(dayOf(at), 5 + plan.delay % 5) }))
    return
  }
  must(await dispatchAnswer(office, clerk, answer.documentId, { to: [{ channel: 'EPodatelnaMail', email: plan.writer.email }] }))
  yield (at = workingMinutesLater(at, 30))
  must(await settleDocument(office, clerk, documentId, { way: 'dokumentem', note: null }))
}

async function registerByHand(office: Office, plan: Plan, unitId: Id<'Unit'>, at: Date): Promise<Id<'Document'>> {
  const bytes = plan.mail(at)
  const sha256 = await office.files.put(plan.registrar.tenantId, bytes)
  return must(await perform(office, plan.registrar, { name: 'register-by-hand' }, async (deed): Promise<Result<Id<'Document'>, string>> => {
    const { document } = await registerDocument(deed, {
      direction: 'incoming', subject: plan.subject, channel: 'EPodatelnaMail', party: plan.writer, receivedAt: at, file: { openFor: unitId },
      contents: [{ name: 'zprava.eml', role: 'original', sha256, size: bytes.byteLength, mediaType: 'message/rfc822' }],
    })
    const given = await assignInDeed(deed, document.id, { kind: 'unit', id: unitId }, null)
    return given.ok ? accept(document.id) : given
  }))
}

interface Plan {
  readonly kind: MatterKind
  readonly registrar: Actor
  readonly clerk: Actor
  readonly head: Actor
  readonly subject: string
  readonly writer: { readonly name: string; readonly email: string }
  /** Minutes by which people of this matter are slower than they could be. */
  readonly delay: number
  readonly isAssigned: boolean
  readonly fill: (text: string) => string
  readonly mail: (at: Date) => Buffer
}

function draw(cast: Cast, random: Random, scene?: Scene): Plan {
  const kind = random.pick(scene ? matterKinds.filter(({ unit, statements }) => unit === scene.unit && (scene.stopsAfter !== 'asking' || statements.length > 0)) : matterKinds)
  const [place, n] = [random.pick(places), String(1 + random.below(9))]
  const fill = (text: string) => text.replaceAll('{place}', place).replaceAll('{n}', n)
  const name = random.pick(writers)
  const email = `${plain(name).replaceAll(' ', '.')}@posta.example`
  const subject = fill(kind.subject)
  const writer = { name, email }
  const text = `${fill(kind.text)}\n${name}\n`
  return {
    kind, subject, writer, fill, delay: random.below(60), isAssigned: random.chance(0.6),
    registrar: random.pick(cast.actors('KR', 'registrar')), clerk: random.pick(cast.actors(kind.unit, 'clerk').filter(({ roles, name: clerk }) => !roles.includes('head') && (!scene?.clerk || clerk === scene.clerk))),
    head: random.pick(cast.actors(kind.unit, 'head')),
    mail: (at) => writeMail({ from: writer, to: 'podatelna@jezerni-kraj.example', subject, text, at: new Date(at.getTime() - 4 * 60_000) }),
  }
}

const opinions = [
  { outcome: 'agree', answer: 'Bez připomínek.' },
  { outcome: 'agree', answer: 'S návrhem souhlasíme, z hlediska našeho odboru nejsou výhrady.' },
  { outcome: 'agree-with-reservation', answer: 'Souhlasíme za podmínky, že práce proběhnou mimo dobu hnízdění a na místě zůstane zachován průchod pro pěší.' },
] as const

/** Statements of other departments, each in its own time; the last of them moves the matter on. */
async function* askAround(office: Office, cast: Cast, { kind, clerk, delay }: Plan, documentId: Id<'Document'>, from: Date, onlyAsk: boolean): AsyncGenerator<Date, Date, void> {
  const to = kind.statements.map((code) => ({ kind: 'unit', id: cast.unit(code).id }) as const)
  const dueOn = addWorkingDays(dayOf(office.now()), 5)
  const { itemIds } = must(await askStatements(office, clerk, documentId, { to, instruction: 'Žádáme o vyjádření z hlediska vaší působnosti.', dueOn }))
  let at = from
  if (onlyAsk) return at
  for (const [i, itemId] of itemIds.entries()) {
    const code = kind.statements[i]
    const opinion = opinions[(delay + i) % opinions.length]
    const author = code && cast.actors(code, 'clerk').filter(({ roles }) => !roles.includes('head'))[delay % 2]
    if (!opinion || !author) throw new Error('a department of the demo office has nobody to answer')
    yield (at = workingMinutesLater(at, 240 + delay * 6))
    must(await answerItem(office, author, itemId, opinion))
  }
  return at
}

async function approve(office: Office, head: Actor, documentId: Id<'Document'>, itemId: Id<'WorkItem'>) {
  const main = currentMain(await readComponents(office.db, head.tenantId, [documentId]))
  if (!main) throw new Error('an answer of the demo office has no letter')
  must(await approveItem(office, head, itemId, main.version.sha256))
}

function personOf({ personId, name }: Actor): Id<'Person'> {
  if (!personId) throw new Error(`${name} is nobody`)
  return personId
}

/** The demo office only does what is allowed: a refusal is a mistake in its stories. */
function must<Value>(result: Result<Value, string>): Value {
  if (!result.ok) throw new Error(`The demo office was refused: ${result.refusal}`)
  return result.value
}

const plain = (text: string) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase()
