import { addDays, dayOf } from '../../kernel/day.ts'
import type { Server } from '../../platform/http/index.ts'
import { must, type Call } from './testing-call.ts'
import type { PersonName, Side } from './testing-ground.ts'

/** A real object of each kind that an address or a body may name, in one office. */
export type Objects = Readonly<Record<ObjectKind, string>>
export type ObjectKind = 'Document' | 'Answer' | 'Sent' | 'File' | 'OtherFile' | 'Component' | 'Party' | 'OtherParty' | 'Class' | 'Item' | 'WorkItem' | 'Route' | 'Stage' | 'Place'
  | 'RouteTemplate' | 'Bulk' | 'Dispatch' | 'Snippet' | 'View' | 'Substitution' | 'Passkey' | 'Person' | 'OtherPerson' | 'LeftPerson' | 'Unit' | 'OtherUnit'
  | 'Authority' | 'Ceremony' | 'Credential' | 'SigningRule' | 'SigningWork'
  | 'DataSubject' | 'Colleague' | 'Export' | 'Erasure'

interface Made { readonly id: string }
interface Courses { readonly items: readonly (Made & { routeId: string | null })[]; readonly routes: readonly (Made & { stages: readonly (Made & { places: readonly Made[] })[] })[] }

/** A file plan of two classes. */
const plan = 'znak;název;skartační znak;lhůta;událost;kontrola po letech;lhůta k vyřízení\n51;Obecná správa úřadu;;;;;\n51.1;Obecná korespondence;S;5;uzavření;;30\n'

/** Whose matter it is: the unit, and who of it does what. */
export interface Hands { readonly unit: 'DOP' | 'ZIV'; readonly clerk: PersonName; readonly head: PersonName; readonly otherClerk: PersonName }
const transport: Hands = { unit: 'DOP', clerk: 'clerk', head: 'head', otherClerk: 'otherClerk' }
export const environment: Hands = { unit: 'ZIV', clerk: 'otherClerk', head: 'otherHead', otherClerk: 'clerk' }

/** Takes a plan over and lets a person leave: what is done in an office once. */
export async function prepareSide(app: Server, side: Side): Promise<void> {
  const { people: { admin, left } } = side
  await must(app, side, { method: 'POST', url: '/api/plan/import', body: { content: Buffer.from(plan).toString('base64') }, as: admin })
  await must(app, side, { method: 'POST', url: `/api/admin/people/${left.person.id}/deactivate`, body: {}, as: admin })
}

/** Fills an office by what its people do over HTTP: a matter of one unit that nobody outside it has been asked about. */
export async function makeObjects(app: Server, side: Side, hands: Hands = transport): Promise<Objects> {
  const { people, units } = side
  const [clerk, otherClerk, unit] = [people[hands.clerk], people[hands.otherClerk], units[hands.unit]]
  const as = <Answer = Made>(who: PersonName, method: Call['method'], url: string, body?: unknown) =>
    must<Answer>(app, side, { method, url, body, as: people[who === 'clerk' || who === 'head' ? hands[who] : who] })
  const today = dayOf(new Date())

  const { classes } = await as<{ classes: (Made & { code: string })[] }>('clerk', 'GET', '/api/plan')
  const receive = async (subject: string) => {
    const item = await as('registrar', 'POST', '/api/intake/paper', {
      subject, channel: 'Posta', sheets: 1, annexes: 0, sender: { name: `Jana ${subject} ${unit.code}`, email: `jana${subject.length}.${unit.code.toLowerCase()}@example.cz`, address: 'Ulice 1, 460 01 Město' },
    })
    return { item, registered: await as<{ documentId: string }>('registrar', 'POST', `/api/intake/${item.id}/register`, { subject, unitId: unit.id }) }
  }
  const { registered: { documentId } } = await receive('Žádost o uzavírku')
  const { registered: { documentId: otherId } } = await receive('Jiná žádost')
  const waiting = await as('registrar', 'POST', '/api/intake/paper', { subject: 'Čeká na podatelně', channel: 'Osobne', sheets: 2, annexes: 0, sender: { name: 'Petr Nový' } })
  await as('clerk', 'POST', `/api/documents/${documentId}/take-over`)
  await as('clerk', 'POST', `/api/documents/${otherId}/take-over`)

  const opened = await as<{ file: Made; party: Made }>('clerk', 'GET', `/api/documents/${documentId}`)
  const other = await as<{ file: Made; party: Made }>('clerk', 'GET', `/api/documents/${otherId}`)
  const head = people[hands.head].person.id
  await as('clerk', 'POST', `/api/documents/${documentId}/statements`, { to: [{ kind: 'person', id: head }], instruction: 'Vyjádřete se.' })
  await as('clerk', 'POST', `/api/documents/${documentId}/routes`, { name: 'Dvě kola', steps: [
    { kind: 'comment', to: [{ kind: 'person', id: head }] }, { kind: 'check', to: [{ kind: 'person', id: head }, { kind: 'unit', id: unit.id }] }] })
  const courses = await as<Courses>('clerk', 'GET', `/api/documents/${documentId}/circulation`)
  const [item, route] = [courses.items.find(({ routeId }) => routeId !== null), courses.routes.at(-1)]
  const stage = route?.stages.at(-1)

  const letter = async (subject: string) => {
    const made = await as<{ documentId: string }>('clerk', 'POST', `/api/documents/${documentId}/answers`, { subject, body: 'Vyhovujeme.' })
    return { id: made.documentId, ...await as<{ components: (Made & { role: string; versions: { sha256: string }[] })[] }>('clerk', 'GET', `/api/documents/${made.documentId}`) }
  }
  const answer = await letter('Odpověď')
  const sent = await letter('Odeslaná odpověď')
  const { itemId } = await as<{ itemId: string }>('clerk', 'POST', `/api/documents/${sent.id}/approval`, { to: { kind: 'person', id: head } })
  const main = sent.components.find(({ role }) => role === 'main')
  await as('head', 'POST', `/api/items/${itemId}/approve`, { seen: main?.versions[0]?.sha256 })
  await as('clerk', 'POST', `/api/answers/${sent.id}/dispatch`, { to: [{ channel: 'Posta', name: 'Jana Nová', address: ['Ulice 1', '460 01 Město'] }] })
  const { items: [dispatch] } = await as<{ items: Made[] }>('clerk', 'GET', `/api/documents/${sent.id}/dispatches`)

  const action = { kind: 'urge' }
  const chosen = { action, itemIds: [item?.id] }
  const { hash } = await as<{ hash: string }>('clerk', 'POST', '/api/bulk/preview', chosen)
  const { bulkId: bulk } = await as<{ bulkId: string }>('clerk', 'POST', '/api/bulk', { ...chosen, hash })
  const snippet = await as('clerk', 'POST', '/api/snippets', { title: 'Pozdrav', body: 'Dobrý den,' })
  const template = await as('head', 'POST', '/api/route-templates', { unitId: unit.id, name: 'Schválení', stages: [{ kind: 'approve', to: [{ kind: 'person', id: head }] }] })
  const view = await as('clerk', 'POST', '/api/views', { place: 'documents', name: 'Moje', query: 'q=most' })
  const substitution = await as('clerk', 'POST', '/api/substitutions', {
    substituteId: people.substitute.person.id, startsOn: today, endsOn: addDays(today, 5), kinds: ['handle', 'comment'], maySign: false, basis: 'dovolená' })

  const signing = await makeSigning(as, { documentId: answer.id, signer: head })

  const subject = { kind: 'party', ids: [opened.party.id] }
  await as('clerk', 'POST', '/api/views', { place: 'search', name: `Jana ${unit.code}`, query: 'q=jana' })
  const copy = await as('dpo', 'POST', '/api/privacy/exports', { subject, reason: 'žádost' })
  const { plan: { hash: seen } } = await as<{ plan: { hash: string } }>('dpo', 'GET', `/api/privacy/parties/${opened.party.id}`)
  const erasure = await as('dpo', 'POST', '/api/privacy/erasures', { subject, reason: 'žádost', seen })

  return complete({
    Document: documentId, Answer: answer.id, File: opened.file.id, OtherFile: other.file.id, Component: answer.components.find(({ role }) => role === 'main')?.id, Sent: sent.id, Party: opened.party.id, OtherParty: other.party.id,
    Class: classes.find(({ code }) => code === '51.1')?.id, Item: waiting.id, WorkItem: item?.id, Route: route?.id, Stage: stage?.id, Place: stage?.places[0]?.id,
    RouteTemplate: template.id, Bulk: bulk, Dispatch: dispatch?.id, Snippet: snippet.id, View: view.id, Substitution: substitution.id, Passkey: clerk.passkey,
    Person: clerk.person.id, OtherPerson: otherClerk.person.id, LeftPerson: people.left.person.id, Unit: unit.id, OtherUnit: units.KAN.id,
    DataSubject: opened.party.id, Colleague: clerk.person.id, Export: copy.id, Erasure: erasure.id, ...signing,
  })
}

type As = <Answer = Made>(who: PersonName, method: Call['method'], url: string, body?: unknown) => Promise<Answer>

/** The head is asked to sign a letter, by authority, and has it before them to be confirmed. */
async function makeSigning(as: As, { documentId, signer }: { documentId: string; signer: string }): Promise<Pick<Objects, 'Authority' | 'Ceremony' | 'Credential' | 'SigningRule' | 'SigningWork'>> {
  const { id: credentialId } = await as('admin', 'POST', '/api/signing/test-keys', { personId: signer })
  const authority = await as('admin', 'POST', '/api/signing/authorities', { holder: { kind: 'person', id: signer }, startsOn: dayOf(new Date()), basis: 'organizační řád' })
  const rule = await as('admin', 'POST', '/api/signing/rules', { documentKind: 'contract', need: 'signature' })
  const { itemIds: [itemId = ''] } = await as<{ itemIds: string[] }>('clerk', 'POST', `/api/documents/${documentId}/signing`, { to: [signer] })
  const { ceremonyId } = await as<{ ceremonyId: string }>('head', 'POST', '/api/signing/ceremonies', { itemIds: [itemId], credentialId })
  return { Authority: authority.id, Ceremony: ceremonyId, Credential: credentialId, SigningRule: rule.id, SigningWork: itemId }
}

function complete(found: Readonly<Record<ObjectKind, string | undefined>>): Objects {
  const missing = Object.entries(found).filter(([, id]) => id === undefined).map(([kind]) => kind)
  if (missing.length > 0) throw new Error(`the office under attack has no ${missing.join(', ')}`)
  return found as Objects
}
