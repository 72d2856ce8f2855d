import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { writeMail } from '../../src/app/demo/mail.ts'
import { Client, Refusal, type Figures } from './client.ts'
import type { Office } from './office.ts'
import type { Random } from './random.ts'

/** What the office said it had done, to be found in it at the end. */
export interface Acknowledged {
  readonly items: Set<string>
  readonly submissions: Set<string>
  /** Registered documents and answers, by number. */
  readonly numbers: Map<string, string>
  readonly assigned: Set<string>
  readonly approved: Set<string>
  readonly dispatches: Set<string>
  /** Of each bulk, how many things it was to do. */
  readonly bulks: Map<string, number>
}
export const nothing = (): Acknowledged => ({
  items: new Set(), submissions: new Set(), numbers: new Map(), assigned: new Set(), approved: new Set(), dispatches: new Set(), bulks: new Map(),
})

interface Item { readonly id: string; readonly state: string }
interface Course { readonly items: readonly { readonly id: string; readonly kind: string; readonly state: string; readonly content: string | null }[] }
export interface Desk { readonly registrar: Client; readonly head: Client; readonly clerk: Client; readonly unitId: string; readonly clerkId: string; readonly headId: string }

export async function openDesk(office: Office, figures: Figures, number: number): Promise<Desk> {
  const unit = number % 2 === 0 ? 'OD' : 'OZP'
  const open = async (role: string, of: string, i: number) => {
    const logins = office.people.filter((person) => person.role === role && person.unit === of)
    const login = logins[number % logins.length]
    if (!login) throw new Error(`nobody is ${role} of ${of}`)
    const client = new Client(office.url, figures, `10.${number}.${i}.1`)
    await client.signIn(login)
    return { client, me: (await client.get<{ person: { id: string; unitId: string } }>('/api/me')).person }
  }
  const [registrar, head, clerk] = [await open('registrar', 'KR', 1), await open('head', unit, 2), await open('clerk', unit, 3)]
  return { registrar: registrar.client, head: head.client, clerk: clerk.client, unitId: head.me.unitId, clerkId: clerk.me.id, headId: head.me.id }
}

/** One matter from its coming to its answer, or as far as this one goes. */
export async function oneMatter(desk: Desk, random: Random, acknowledged: Acknowledged, isOver: () => boolean): Promise<void> {
  const item = await random.of([byMail, byMail, onPaper, byPortal])(desk, random, acknowledged)
  if (item === null || isOver()) return
  const { documentId, referenceNumber } = await register(desk, item)
  acknowledged.numbers.set(documentId, referenceNumber)
  if (isOver() || random() < 0.15) return
  await handOver(desk, documentId, random, acknowledged)
  if (isOver() || random() < 0.2) return
  await answer(desk, documentId, random, acknowledged)
}

async function byMail({ registrar }: Desk, random: Random, acknowledged: Acknowledged): Promise<string> {
  const email = `p${Math.floor(random() * 1e9)}@posta.example`
  const bytes = writeMail({ from: { name: `Občan ${email}`, email }, to: 'podatelna@kraj.example', subject: `Žádost ${randomUUID()}`, text: 'Prosím o vyřízení.', at: new Date() })
  const form = () => {
    const data = new FormData()
    data.set('file', new Blob([new Uint8Array(bytes)]), 'zprava.eml')
    return data
  }
  const { items: [item] } = await registrar.deed<{ items: Item[] }>('POST', '/api/intake?channel=EPodatelnaMail', { form })
  return keep(acknowledged, item)
}

async function onPaper({ registrar }: Desk, random: Random, acknowledged: Acknowledged): Promise<string> {
  const body = {
    subject: `List ${randomUUID()}`, channel: 'Posta', sheets: 2, annexes: 0,
    sender: { name: `Pisatel ${Math.floor(random() * 1e6)}`, email: `l${Math.floor(random() * 1e9)}@posta.example`, address: 'Ulice 3, Město' },
  }
  return keep(acknowledged, await registrar.deed<Item>('POST', '/api/intake/paper', { json: body }))
}

function keep(acknowledged: Acknowledged, item: Item | undefined): string {
  if (!item) throw new Error('nothing was received')
  acknowledged.items.add(item.id)
  return item.id
}

/** A citizen fills in the form, looks it over and sends it; nobody waits here for the registrar. */
async function byPortal({ registrar }: Desk, random: Random, acknowledged: Acknowledged): Promise<null> {
  const citizen = registrar.as(`172.16.${Math.floor(random() * 250)}.${Math.floor(random() * 250)}`)
  const page = await citizen.page('/portal/podani', () => formOf({ name: 'Jana Občanka', email: `o${Math.floor(random() * 1e9)}@posta.example`, subject: `Podání ${randomUUID()}`, text: 'Text podání.', step: 'check' }))
  const draft = /name="draft" value="([^"]+)"/.exec(page)?.[1]
  if (draft === undefined) throw new Error('the portal did not show the form again')
  const sent = await citizen.page('/portal/podani', () => formOf({ draft, step: 'send' }))
  const number = /W-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(sent)?.[0]
  if (number === undefined) throw new Error('the portal gave no number')
  citizen.acknowledged()
  acknowledged.submissions.add(number)
  return null
}

function formOf(fields: Readonly<Record<string, string>>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}

async function register({ registrar, unitId }: Desk, itemId: string): Promise<{ documentId: string; referenceNumber: string }> {
  for (;;) {
    const { state } = await registrar.get<Item>(`/api/intake/${itemId}`)
    if (state !== 'received') break
    await pause(50)
  }
  return registrar.deed('POST', `/api/intake/${itemId}/register`, { json: { subject: `Věc ${itemId}`, unitId, senderEmail: `s${itemId.slice(-8)}@posta.example`, senderName: 'Odesílatel' } })
}

async function handOver({ head, clerk, clerkId }: Desk, documentId: string, random: Random, acknowledged: Acknowledged): Promise<void> {
  const to = { kind: 'person', id: clerkId }
  const { items } = await head.get<Course>(`/api/documents/${documentId}/circulation`)
  const open = items.find(({ kind, state }) => kind === 'handle' && state === 'open')
  if (open && random() < 0.3) {
    const action = { kind: 'hand-over', to, instruction: null }
    const { hash, itemIds, can } = await head.ask<{ hash: string; itemIds: string[]; can: number }>('/api/bulk/preview', { action, itemIds: [open.id] })
    const { bulkId } = await head.deed<{ bulkId: string }>('POST', '/api/bulk', { json: { action, itemIds, hash } })
    acknowledged.bulks.set(bulkId, can)
    for (;;) {
      const { state } = await head.get<{ state: string }>(`/api/bulk/${bulkId}`)
      if (state !== 'running') break
      await pause(50)
    }
  } else await head.deed('POST', `/api/documents/${documentId}/assign`, { json: { to, instruction: 'Prosím vyřídit.' } })
  acknowledged.assigned.add(documentId)
  await clerk.get(`/api/documents/${documentId}`)
}

async function answer({ clerk, head, headId }: Desk, documentId: string, random: Random, acknowledged: Acknowledged): Promise<void> {
  const made = await clerk.deed<{ documentId: string; referenceNumber: string }>('POST', `/api/documents/${documentId}/answers`, { json: { subject: `Odpověď ${documentId}`, body: 'Vaší žádosti se vyhovuje.' } })
  acknowledged.numbers.set(made.documentId, made.referenceNumber)
  // The letter is set right away, or by a job should the server have died over it.
  await patiently(() => clerk.deed('POST', `/api/documents/${made.documentId}/approval`, { json: { to: { kind: 'person', id: headId }, instruction: null } }))
  const { items } = await head.get<Course>(`/api/documents/${made.documentId}/circulation`)
  const asked = items.find(({ kind, state }) => kind === 'approve' && state === 'open')
  if (!asked?.content) throw new Error(`nobody is asked to approve ${made.documentId}`)
  await head.deed('POST', `/api/items/${asked.id}/approve`, { json: { seen: asked.content } })
  acknowledged.approved.add(asked.id)
  if (random() < 0.2) return
  const to = [{ channel: 'EPodatelnaMail', email: `r${made.documentId.slice(-12)}@posta.example`, name: 'Adresát' }]
  const { dispatchIds } = await clerk.deed<{ dispatchIds: string[] }>('POST', `/api/answers/${made.documentId}/dispatch`, { json: { to, settles: true } })
  for (const id of dispatchIds) acknowledged.dispatches.add(id)
}

/** Asks again while the office says "not yet". */
async function patiently<Value>(ask: () => Promise<Value>): Promise<Value> {
  for (const until = Date.now() + 60_000; ; await pause(100)) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof Refusal) || error.status >= 500 || Date.now() > until) throw error
    }
  }
}
