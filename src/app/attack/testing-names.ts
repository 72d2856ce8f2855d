import { dayOf } from '../../kernel/day.ts'
import type { ObjectKind } from './testing-objects.ts'

/** What the `:id` of an address is, by how the address begins: the longest beginning counts. */
const byAddress: Readonly<Record<string, ObjectKind>> = {
  '/api/admin/people': 'Person', '/api/admin/people/:id/reactivate': 'LeftPerson', '/api/admin/units': 'Unit', '/api/answers': 'Answer', '/api/bulk': 'Bulk', '/api/classes': 'Class', '/api/dispatches': 'Dispatch', '/api/documents': 'Document',
  '/api/documents/:id/components': 'Answer', '/api/files': 'File', '/api/intake': 'Item', '/api/items': 'WorkItem', '/api/me/passkeys': 'Passkey', '/api/parties': 'Party', '/api/places': 'Place',
  '/api/privacy/parties': 'DataSubject', '/api/privacy/people': 'Colleague', '/api/privacy/exports': 'Export', '/api/privacy/erasures': 'Erasure',
  '/api/route-templates': 'RouteTemplate', '/api/routes': 'Route', '/api/signing/authorities': 'Authority', '/api/signing/ceremonies': 'Ceremony', '/api/signing/items': 'SigningWork', '/api/signing/keys': 'Credential', '/api/signing/rules': 'SigningRule', '/api/snippets': 'Snippet', '/api/substitutions': 'Substitution', '/api/views': 'View',
}

/** Parameters of addresses that name no object of their own, and a value each that is right. */
const plainParameters: Readonly<Record<string, string>> = {
  version: '1', page: '1.png', part: '0', index: '0', register: 'file', day: '2026-11-23', form: 'xml', name: 'portal.css', '*': 'cokoli',
}

/** Objects named in bodies and queries, by the end of where they stand. `person` and `unit` beside a `kind` say themselves what they are. */
const byPlace: readonly (readonly [end: string, kind: ObjectKind])[] = [
  ['.subject.ids[]', 'DataSubject'], ['.unitId', 'Unit'], ['.parentId', 'Unit'], ['.personId', 'Person'], ['.actor', 'Person'], ['.substituteId', 'OtherPerson'], ['.partyId', 'Party'], ['.party.id', 'Party'],
  ['.fileId', 'OtherFile'], ['.classId', 'Class'], ['.documentIds[]', 'Document'], ['.also[]', 'Document'], ['.shows[]', 'Document'], ['.besides', 'Document'],
  ['signing/ceremonies.itemIds[]', 'SigningWork'], ['.excluded[].itemId', 'SigningWork'], ['.credentialId', 'Credential'], ['.holder.id', 'Unit'], ['signing.to[]', 'Person'],
  ['.itemIds[]', 'WorkItem'], ['.templateId', 'RouteTemplate'], ['.after', 'Stage'], ['.afterId', 'Party'], ['merge.into', 'OtherParty'], ['steps.into', 'Stage'], ['return.to', 'Place'],
  [' /api/documents.before', 'Document'], [' /api/files.before', 'File'], [' /api/intake.before', 'Item'], [' /api/bulk.before', 'Bulk'], [' /api/signing/ceremonies.before', 'Ceremony'],
]

/** The kind of object that `:id` or another parameter of an address names; `null`: it names none. Throws for a name nobody told of. */
export function kindOfParameter(url: string, name: string): ObjectKind | null {
  if (name === 'componentId') return 'Component'
  if (name in plainParameters || url === '/api/me/sessions/:id') return null
  const beginning = name === 'id' && Object.keys(byAddress).filter((each) => `${url}/`.startsWith(`${each}/`)).sort((a, b) => b.length - a.length)[0]
  const kind = beginning ? byAddress[beginning] : undefined
  if (!kind) throw new Error(`What is :${name} in ${url}? Say so in src/app/attack/testing-names.ts, or nobody knocks on that door.`)
  return kind
}

export const plainValue = (name: string): string => plainParameters[name] ?? 'a'.repeat(24)

/** The kind of object an id in a body or query names. `place` is the route and the way to it: `POST /api/x.to[].id`. */
export function kindOfPlace(place: string, sibling: unknown): ObjectKind {
  if (place.endsWith('.id') && sibling === 'person') return 'Person'
  if (place.endsWith('.id') && sibling === 'unit') return 'Unit'
  const found = byPlace.find(([end]) => place.endsWith(end))
  if (!found) throw new Error(`What does ${place} name? Say so in src/app/attack/testing-names.ts, or nobody tries a foreign one there.`)
  return found[1]
}

const [today, hash] = [dayOf(new Date()), 'a'.repeat(64)]

/** Texts that must have a form which their schema does not tell, by name or by the form it tells. */
const texts: Readonly<Record<string, string>> = {
  dueOn: today, startsOn: today, endsOn: today, bornOn: today, from: today, to: today, seen: hash, hash, basedOn: hash, root: hash, kinds: 'comment', email: 'jana@example.cz',
  code: 'QX', template: '{abbr}/{unit}/{year}/{serial}', content: 'em5haztuw6F6ZXYK', after: '0.00000000-0000-7000-8000-000000000000', before: '00000000-0000-7000-8000-000000000000', ground: 'jiný',
  old: 'nespravne-heslo-1', password: 'dlouhe-nahodne-heslo-77', token: 'x', subject: 'Věc', name: 'Jméno', ico: '', dataBox: 'abc1234',
  id: 'a'.repeat(32), rawId: 'a'.repeat(32),
  table: 'jméno;e-mail;útvar;funkce;role\nJan Nový;jan.novy@nas-kraj.example;DOP;referent;clerk',
}
const formats: Readonly<Record<string, string>> = { email: 'jana@example.cz', 'date-time': '2026-11-20T08:00:00Z', date: today, uuid: '00000000-0000-7000-8000-000000000000' }

export const sampleText = (name: string, format: string | undefined): string => formats[format ?? ''] ?? texts[name] ?? 'Text'
