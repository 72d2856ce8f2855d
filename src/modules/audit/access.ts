import type { Actor } from '../../kernel/actor.ts'
import type { Access } from '../../platform/http/index.ts'
import type { ObjectType } from './model-vocabulary.ts'

/** Who may do what in this room, on one screen. */
export const access = {
  readLog: ['auditor', 'admin'],
  proveEntry: ['auditor', 'admin'],
  /** It is public: anybody may check a proof with it. */
  seeKey: 'signed-in',
  seeRenditions: ['auditor', 'admin'],
  /** The day's log has particulars of documents in it. */
  readRendition: ['auditor'],
} as const satisfies Record<string, Access>

const administered: ReadonlySet<string> = new Set<ObjectType>([
  'Osoba', 'FunkcniMisto', 'OrganizacniJednotka', 'SkupinaUzivatelu', 'Zastupovani', 'Relace', 'KonfiguraceSystemu', 'Stranka', 'Denik'])

/**
 * Auditors see every document by office, and so what was written about it; an administrator sees who did what and when, but of documents
 * not a word.
 */
export const readsParticulars = (actor: Actor, objectType: string): boolean => actor.roles.includes('auditor') || administered.has(objectType)
