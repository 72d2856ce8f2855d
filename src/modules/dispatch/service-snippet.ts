import type { Actor } from '../../kernel/actor.ts'
import { dayOf, type Day } from '../../kernel/day.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { perform, type Deed, type KeyRefusal } from '../audit/index.ts'
import { readUnits } from '../identity/index.ts'
import { mayActorSee, readDocument, viewDocument, type RecordsDeps } from '../records/index.ts'
import { mayKeepSnippet } from './access.ts'
import { fillSnippet, type Filled } from './model-snippet.ts'
import type { Key } from './service-answer.ts'
import { insertSnippet, lockSnippet, readSnippets, updateSnippet, type Snippet } from './store-snippet.ts'

export type SnippetRefusal = 'not-found' | 'not-allowed'
export interface SnippetText { readonly title: string; readonly body: string }
export interface FilledSnippet extends Filled { readonly id: Snippet['id']; readonly title: string; readonly everybodys: boolean }

/** The prepared texts of this person's unit and of everybody. */
export const snippetsOf = ({ db }: Pick<RecordsDeps, 'db'>, actor: Actor): Promise<Snippet[]> => readSnippets(db, actor.tenantId, actor.unitId)

/** The same with what they take from a document filled in: from the received one where there is one. */
export async function snippetsFor(deps: Pick<RecordsDeps, 'db' | 'now'>, actor: Actor, documentId: Id<'Document'>): Promise<Result<FilledSnippet[], 'not-found'>> {
  const view = await viewDocument(deps.db, actor, documentId)
  if (!view.ok) return view
  const { document, file, party } = view.value
  // Who sees only the letter learns nothing by it of what it answers.
  const answered = document.answersId && await mayActorSee(deps.db, actor, document.answersId) ? await readDocument(deps.db, actor.tenantId, document.answersId) : undefined
  const about = answered ?? document
  const [snippets, units] = [await snippetsOf(deps, actor), await readUnits(deps.db, actor.tenantId)]
  const values = {
    'číslo': about.referenceNumber, 'spis': file.fileReference, 'odesílatel': party?.name ?? null, 'věc': about.subject, 'vaše značka': about.senderReference,
    'lhůta': file.dueOn && inWords(file.dueOn), 'dnes': inWords(dayOf(deps.now())), 'útvar': units.find(({ id }) => id === file.holderUnitId)?.name ?? null,
    'vyřizuje': actor.name,
  }
  return accept(snippets.map(({ id, unitId, title, body }) => ({ id, title, everybodys: unitId === null, ...fillSnippet(body, values) })))
}

const inWords = (day: Day) => day.split('-').reverse().map(Number).join('. ')

type Done = Promise<Result<{ readonly id: Id<'Snippet'> }, SnippetRefusal | KeyRefusal>>

/** Keeps a new text: for the writer's unit, or for everybody. */
export function addSnippet(deps: RecordsDeps, actor: Actor, { title, body, everybodys }: SnippetText & { readonly everybodys: boolean }, command: Key = {}): Done {
  return perform(deps, actor, { name: 'add-snippet', input: { title, body, everybodys }, ...command }, async (deed): Promise<Result<{ id: Id<'Snippet'> }, SnippetRefusal>> => {
    const snippet: Snippet = { id: newId(deed.at), unitId: everybodys ? null : actor.unitId, title, body }
    if (!mayKeepSnippet(actor, snippet)) return refuse('not-allowed')
    await insertSnippet(deed.tx, actor.tenantId, snippet, savedBy(deed))
    say(deed, 'Zalozeni', snippet)
    return accept({ id: snippet.id })
  })
}

/** Gives a text other words, or takes it off the list. */
export function changeSnippet(deps: RecordsDeps, actor: Actor, id: Id<'Snippet'>, text: SnippetText | null, command: Key = {}): Done {
  const input = { id, text: text && { ...text } }
  return perform(deps, actor, { name: 'change-snippet', input, ...command }, async (deed): Promise<Result<{ id: Id<'Snippet'> }, SnippetRefusal>> => {
    const known = await lockSnippet(deed.tx, actor.tenantId, id)
    if (!known || (known.unitId !== null && known.unitId !== actor.unitId)) return refuse('not-found')
    if (!mayKeepSnippet(actor, known)) return refuse('not-allowed')
    const next = { ...known, ...text }
    await updateSnippet(deed.tx, actor.tenantId, next, savedBy(deed), text === null)
    say(deed, text === null ? 'Zruseni' : 'Uprava', next)
    return accept({ id })
  })
}

function savedBy({ actor, at }: Deed) {
  if (actor.personId === null) throw new Error('the office prepares no texts by itself')
  return { by: actor.personId, at }
}

const say = (deed: Deed, event: 'Zalozeni' | 'Uprava' | 'Zruseni', { id, unitId, title }: Snippet) =>
  deed.note({ event, object: { type: 'KonfiguraceSystemu', id: `text/${id}` }, payload: { title, unitId } })
