import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { readCirculation } from '../circulation/index.ts'
import { viewDocument, type RecordsDeps } from '../records/index.ts'
import type { AnswerText } from './model.ts'
import { readText, sourceComponent } from './service-answer.ts'

/** One wording of a letter, as it was set, and what those asked to approve it said. */
export interface Wording extends AnswerText {
  /** Of the letter's version, from 1. */
  readonly number: number
  readonly content: Sha256
  readonly createdAt: Date
  readonly returned: { readonly reason: string; readonly by: string; readonly at: Date } | null
}

/** The newest wordings of a letter, oldest first. No more than are worth comparing. */
const most = 10

export async function readWordings(deps: RecordsDeps, actor: Actor, letterId: Id<'Document'>): Promise<Result<Wording[], 'not-found' | 'not-an-answer'>> {
  const view = await viewDocument(deps.db, actor, letterId)
  if (!view.ok) return view
  const source = sourceComponent(view.value.components)
  const circulation = await readCirculation(deps, actor, letterId)
  if (!source || !circulation.ok) return refuse('not-an-answer')
  const returns = new Map(circulation.value.items.filter(({ item }) => item.documentId === letterId && item.kind === 'approve' && item.outcome === 'returned')
    .map(({ item, names }) => [item.content, { reason: item.answer ?? '', by: names.get(item.doneBy ?? '') ?? '', at: item.doneAt ?? item.askedAt }]))
  const mains = view.value.components.find(({ role }) => role === 'main')?.versions ?? []
  const wordings = mains.slice(-most).map(async ({ number, sha256, createdAt }): Promise<Wording | null> => {
    const words = source.versions.findLast((version) => version.createdAt <= createdAt)
    return words ? { ...await readText(deps, actor.tenantId, words.sha256), number, content: sha256, createdAt, returned: returns.get(sha256) ?? null } : null
  })
  return accept((await Promise.all(wordings)).filter((wording) => wording !== null))
}
