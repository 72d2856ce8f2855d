import { refuse, accept, type Result } from '../../kernel/result.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import type { Place, Places } from './model-port.ts'

/** Why a signature that the rule wants shown is not: no page, no room, or nothing may be added any more. Beside these, what the engine says. */
export type Unshown = 'no-page' | 'no-free-place' | 'signed-unshown' | (string & {})

/**
 * Where the next signature is shown. `signed` are the contents from the wording on, oldest first, `shown` those of them whose signature is on the
 * page. Each has the next place, so the same content gives the same place however often it is asked. After a signature that is not shown nothing
 * may come on the page: it certifies what was there.
 */
export function placeOf({ places, obstacle }: Places, signed: readonly Sha256[], shown: ReadonlySet<Sha256>): Result<Place, Unshown> {
  if (obstacle !== null) return refuse(obstacle)
  const [first] = signed
  if (first !== undefined && !shown.has(first)) return refuse('signed-unshown')
  const place = places[signed.filter((sha256) => shown.has(sha256)).length]
  return place ? accept(place) : refuse('no-free-place')
}

const longest = 60

/** What a block says: who, in whose place, when and why. Its language is that of the document. */
export function blockLines({ name, forName, at, reason }: { readonly name: string; readonly forName: string | null; readonly at: Date; readonly reason: string | null }): string[] {
  return ['Elektronicky podepsáno', name, ...(forName === null ? [] : [`v z. ${forName}`]), timeOf(at), ...(reason === null ? [] : [`Důvod: ${reason}`])].map(cut)
}

const cut = (line: string) => ([...line].length > longest ? `${[...line].slice(0, longest - 1).join('')}…` : line)

const parts = new Intl.DateTimeFormat('cs-CZ', {
  timeZone: 'Europe/Prague', day: 'numeric', month: 'numeric', year: 'numeric', hour: 'numeric', minute: '2-digit', second: '2-digit', timeZoneName: 'longOffset',
})

/** As in `24. 11. 2026 11:00:00 +01:00`: an hour that comes twice in autumn is told apart. */
function timeOf(at: Date): string {
  const said = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]))
  return `${said['day']}. ${said['month']}. ${said['year']} ${said['hour']}:${said['minute']}:${said['second']} ${(said['timeZoneName'] ?? '').replace(/^GMT/, '')}`
}
