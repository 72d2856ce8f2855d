import type { Hold, Keeper, PersonalItem } from '../privacy/index.ts'
import { readAuthorities, readCredentials } from './store.ts'
import { readCeremoniesOf } from './store-ceremony.ts'

/** Who signed, by which key and by what right, is said of official records as long as they are kept. */
const official: Hold = { reason: 'official-record', until: null, regime: null }

/** How many lists somebody confirmed are told at most; each of their signatures is in the log. */
const most = 2_000

/** What is kept of somebody who signs: keys by their certificates, what they may sign, which lists they confirmed. Of citizens there is nothing here. */
export const signingKeeper: Keeper = {
  section: 'circulation',
  async collect(db, { tenantId, subject }) {
    if (subject.kind !== 'person') return []
    const item = (place: string, id: string, title: string, facts: PersonalItem['facts']): PersonalItem => ({ place, id, documentId: null, title, contents: [], tells: [], hold: official, facts })
    const [credentials, authorities, ceremonies] = [
      await readCredentials(db, tenantId, subject.id), await readAuthorities(db, tenantId), await readCeremoniesOf(db, tenantId, subject.id, { limit: most }),
    ]
    return [
      ...credentials.map(({ id, label, provider, validFrom, validTo, endedAt }) => item('signing.credential', id, 'Podpisový klíč', { label, provider, validFrom: validFrom.toISOString(), validTo: validTo.toISOString(), endedAt: endedAt?.toISOString() ?? null })),
      ...authorities.filter(({ holder }) => holder.kind === 'person' && holder.id === subject.id).map(({ id, basis, startsOn, endsOn }) => item('signing.authority', id, 'Oprávnění podepisovat', { basis, startsOn, endsOn })),
      ...ceremonies.map(({ id, total, frozenAt }) => item('signing.ceremony', id, 'Hromadný podpis', { total, frozenAt: frozenAt.toISOString() })),
    ]
  },
  erase: () => Promise.resolve([]),
}
