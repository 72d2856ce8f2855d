import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { perform, type KeyRefusal } from '../audit/index.ts'
import { pageOf, previewOf, type Preview } from '../records/index.ts'
import { originalName, type Item } from './model.ts'
import { safeName } from '../../platform/mail/index.ts'
import type { IntakeDeps } from './deps.ts'
import { readItem } from './store.ts'

/** One content of an item: 0 is what came, as it came; 1 and further are its parts, in their order. */
export interface ItemContentAddress { readonly id: Id<'Item'>; readonly part: number }

export type ContentRefusal = 'not-found' | 'not-read-yet' | 'quarantined'

/** Gives out a content; that it was given is logged. What is in quarantine is given to nobody. */
export async function takeItemContent(deps: IntakeDeps, actor: Actor, at: ItemContentAddress): Promise<Result<{ name: string; bytes: Buffer }, ContentRefusal | KeyRefusal>> {
  const content = await openItemContent(deps, actor, at, 'Export')
  return content.ok ? accept({ name: content.value.name, bytes: await deps.files.read(actor.tenantId, content.value.sha256) }) : content
}

/** What may be shown of a content beside the form; made in the sandbox, logged once. */
export async function previewItemContent(deps: IntakeDeps, actor: Actor, at: ItemContentAddress): Promise<Result<Preview, ContentRefusal | KeyRefusal>> {
  const content = await openItemContent(deps, actor, at, 'Zobrazeni')
  return content.ok ? accept(await previewOf(await deps.files.read(actor.tenantId, content.value.sha256))) : content
}

/** A picture of one page of a content, as PNG. */
export async function itemContentPage(
  deps: IntakeDeps, actor: Actor, { id, part }: ItemContentAddress, page: number, widthPx: number,
): Promise<Result<Uint8Array, ContentRefusal | 'no-preview'>> {
  const found = contentOf(await readItem(deps.db, actor.tenantId, id), part)
  return found.ok ? pageOf(found.value.sha256, await deps.files.read(actor.tenantId, found.value.sha256), page, widthPx) : found
}

function openItemContent(deps: IntakeDeps, actor: Actor, { id, part }: ItemContentAddress, event: 'Export' | 'Zobrazeni') {
  return perform(deps, actor, { name: 'open-item-content' }, async (deed) => {
    const content = contentOf(await readItem(deed.tx, actor.tenantId, id), part)
    // Not as `sha256`: that word vouches that the content was put in, which who looks at it cannot.
    if (content.ok) deed.note({ event, object: { type: 'Podani', id }, payload: { name: content.value.name, part, content: content.value.sha256 } })
    return content
  })
}

function contentOf(item: Item | undefined, part: number): Result<{ name: string; sha256: Item['sha256'] }, ContentRefusal> {
  if (!item) return refuse('not-found')
  if (item.quarantine) return refuse('quarantined')
  if (!item.reading) return refuse('not-read-yet')
  if (part === 0) return accept({ name: originalName(item, safeName), sha256: item.sha256 })
  const found = item.reading.parts[part - 1]
  return found ? accept({ name: found.name, sha256: found.sha256 }) : refuse('not-found')
}
