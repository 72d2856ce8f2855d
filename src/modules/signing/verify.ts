import type { Id } from '../../kernel/id.ts'
import type { Database } from '../../platform/database/index.ts'
import { compareWithLog, type HistoryItem, type StateDamage, type Vouched } from '../audit/index.ts'
import { factsOf } from './service-authority.ts'
import { keyFacts } from './service-credential.ts'
import { ruleFacts } from './service-rule.ts'
import { readAllCredentials, readAuthorities, readRules } from './store.ts'
import { readAllCeremonies } from './store-ceremony.ts'

const kinds = { PodpisovyRad: 'authority', PodpisovePravidlo: 'rule', PodpisovyKlic: 'credential', HromadnyPodpis: 'ceremony' } as const
type Kind = (typeof kinds)[keyof typeof kinds]

/** What the log says of who may sign, what has to be signed, by which keys, and which lists were confirmed. */
export type LoggedSigning = Readonly<Record<Kind, Map<string, Vouched>>>

export const nothingSigned = (): LoggedSigning => ({ authority: new Map(), rule: new Map(), credential: new Map(), ceremony: new Map() })

/** Takes note of what one intact entry says of this room. The last word on a thing counts. */
export function readSigningEntry(logged: LoggedSigning, { index: entry, event, outcome, objectType, objectId, particulars }: HistoryItem): void {
  const kind = objectType in kinds ? kinds[objectType as keyof typeof kinds] : undefined
  if (!kind || outcome !== 'done' || !particulars) return
  const known = logged[kind].get(objectId)
  if (event === 'Zruseni') return void logged[kind].delete(objectId)
  if (particulars['ended'] === true) return void logged[kind].set(objectId, { entry, is: { ...known?.is, ended: true } })
  if (kind === 'ceremony' && event !== 'Zalozeni') return
  logged[kind].set(objectId, { entry, is: { ended: false, ...particulars } })
}

/** Compares authorities, rules, keys and frozen lists with what the log says of them: who gives themself authority behind the server's back is found. */
export async function verifySigning(db: Database, tenantId: Id<'Tenant'>, logged: LoggedSigning): Promise<StateDamage[]> {
  const authorities = (await readAuthorities(db, tenantId)).map((line) => ({ id: line.id, found: { ...factsOf(line), ended: line.endedAt !== null } }))
  const rules = (await readRules(db, tenantId)).map((rule) => ({ id: rule.id, found: ruleFacts(rule) }))
  const credentials = (await readAllCredentials(db, tenantId)).map((one) => ({ id: one.id, found: { ...keyFacts(one), ended: one.endedAt !== null } }))
  const ceremonies: { id: string; found: { root: string; total: number; signerId: string; credentialId: string } }[] = []
  for (let after: Id<'Ceremony'> | null = null; ;) {
    const page = await readAllCeremonies(db, tenantId, after, 500)
    ceremonies.push(...page.map(({ id, root, total, signerId, credentialId }) => ({ id, found: { root, total, signerId, credentialId } })))
    after = page.at(-1)?.id ?? null
    if (after === null) break
  }
  return [
    ...compareWithLog('authority', authorities, logged.authority), ...compareWithLog('rule', rules, logged.rule),
    ...compareWithLog('credential', credentials, logged.credential), ...compareWithLog('ceremony', ceremonies, logged.ceremony),
  ]
}
