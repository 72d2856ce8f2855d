import type { Actor } from '../../kernel/actor.ts'
import type { Result } from '../../kernel/result.ts'
import type { KeyRefusal } from '../audit/index.ts'
import type { IntakeDeps, Key } from './deps.ts'
import type { Paper } from './model.ts'
import type { ItemView } from './service-read.ts'
import { receive } from './service.ts'

/** A document on paper as the registrar sees it on the counter. */
export interface PaperDelivery extends Paper {
  readonly subject: string
  readonly sender: { readonly name: string; readonly email?: string; readonly address?: string }
  readonly channel: 'Osobne' | 'Posta'
}

/**
 * Takes in a document on paper. Its original stays on paper; what is kept here is a record of it in words, so that the electronic document
 * has a content whose hash the log can vouch for and the paper one is described beside it (decree 259/2012 § 3 and 4).
 */
export function receivePaper(deps: IntakeDeps, actor: Actor, paper: PaperDelivery, command: Key = {}): Promise<Result<ItemView, KeyRefusal>> {
  const { subject, sender, channel, sheets, annexes, otherAnnexes } = paper
  return receive(deps, actor, {
    name: 'záznam o listinném podání.txt', bytes: Buffer.from(recordOf(paper)), channel, details: { subject, sender, paper: { sheets, annexes, otherAnnexes } },
  }, command)
}

function recordOf({ subject, sender, channel, sheets, annexes, otherAnnexes }: PaperDelivery): string {
  const lines = [
    ['Doručeno', channel === 'Osobne' ? 'osobně' : 'poštou'], ['Odesílatel', sender.name], ['Adresa', sender.address ?? ''], ['E-mail', sender.email ?? ''], ['Věc', subject],
    ['Počet listů', String(sheets)], ['Počet listinných příloh', String(annexes)], ['Přílohy v nelistinné podobě', otherAnnexes],
  ].filter(([, value]) => value !== '')
  return ['Záznam o podání v listinné podobě', '', ...lines.map(([label, value]) => `${label}: ${value}`), ''].join('\n')
}
