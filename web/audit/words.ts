import type { LogEntry } from './queries.ts'
import type { logTexts } from './texts.ts'

type Words = (typeof logTexts)['cs']

/** The particulars of a deed as pairs of words; what has no word yet keeps its own, so that nothing is hidden. */
export function factsOf(particulars: LogEntry['particulars'], t: Words): [string, string][] {
  return Object.entries(particulars ?? {}).filter(([name, value]) => !told.has(name) && value !== null && value !== '')
    .map(([name, value]) => [t.particulars[name] ?? name, wordOf(value, t)])
}

/** The page of the thing a deed was done to, where it has one. */
export function placeOf({ objectType, objectId, subjectId }: LogEntry): string | null {
  if (objectType === 'Dokument') return `/dokumenty/${objectId}`
  if (ofDocument.has(objectType) && subjectId !== objectId) return `/dokumenty/${subjectId}`
  return objectType === 'Zastupovani' ? '/zastupovani' : null
}

/** Said in the line of the entry itself. */
const told = new Set(['actorName', 'onBehalfOf'])
const ofDocument = new Set(['Komponenta', 'PolozkaObehu', 'SchvaleniDokument', 'Spis', 'Zasilka'])

function wordOf(value: unknown, t: Words): string {
  if (typeof value === 'boolean') return value ? t.yes : t.no
  if (typeof value === 'string') return t.values[value] ?? value
  if (Array.isArray(value)) return value.map((each) => wordOf(each, t)).join(', ')
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).filter(([, each]) => each !== null).map(([name, each]) => `${t.particulars[name] ?? name}: ${wordOf(each, t)}`).join('; ')
  }
  return String(value)
}
