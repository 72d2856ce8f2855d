import type { Actor } from '../../kernel/actor.ts'
import { dayOf, type Day } from '../../kernel/day.ts'
import { newId, type Id } from '../../kernel/id.ts'
import { accept, refuse } from '../../kernel/result.ts'
import { perform, type DeedDeps, type KeyRefusal } from '../audit/index.ts'
import { findPerson, findUnit, readNames } from '../identity/index.ts'
import { readClasses } from '../records/index.ts'
import { checkLine, type Holder, type LineRefusal } from './model-authority.ts'
import type { DocumentKind } from './model-rule.ts'
import { personOf, type Done, type Key } from './service.ts'
import { endAuthority, insertAuthorities, readAuthorities, type WrittenLine } from './store.ts'

export interface NewLine {
  readonly holder: Holder
  readonly classId: Id<'Class'> | null
  readonly documentKind: DocumentKind | null
  /** Whole crowns. */
  readonly upTo: number | null
  readonly startsOn: Day
  readonly endsOn: Day | null
  readonly basis: string
}
export type WriteRefusal = LineRefusal | 'holder-unknown' | 'class-unknown'

/** Writes a line of the rules of who may sign what (podpisový řád). It holds from its first day on. */
export function writeAuthority(deps: DeedDeps, actor: Actor, line: NewLine, command: Key = {}): Done<{ id: Id<'Authority'> }, WriteRefusal | KeyRefusal> {
  const input = { ...line, holder: { ...line.holder } }
  return perform(deps, actor, { name: 'write-authority', input, ...command }, async (deed): Done<{ id: Id<'Authority'> }, WriteRefusal> => {
    const { tx, at, actor: { tenantId } } = deed
    const checked = checkLine(line, dayOf(at))
    if (!checked.ok) return checked
    const { holder, classId } = line
    const person = holder.kind === 'person' ? await findPerson(tx, tenantId, holder.id) : undefined
    const name = holder.kind === 'person' ? (person?.active ? person.name : undefined) : (await findUnit(tx, tenantId, holder.id))?.name
    if (name === undefined) return refuse('holder-unknown')
    if (classId !== null && !(await readClasses(tx, tenantId)).some(({ id }) => id === classId)) return refuse('class-unknown')
    const written: WrittenLine = { ...line, id: newId(at), madeBy: personOf(actor), madeAt: at, endedBy: null, endedAt: null }
    await insertAuthorities(tx, tenantId, [written])
    deed.note({ event: 'ZmenaOpravneni', object: { type: 'PodpisovyRad', id: written.id }, payload: { ...factsOf(written), holderName: name } })
    return accept({ id: written.id })
  })
}

/** Ends a line at once: from now on nobody signs by it. */
export function endLine(deps: DeedDeps, actor: Actor, id: Id<'Authority'>, command: Key = {}): Done<null, 'not-found' | KeyRefusal> {
  return perform(deps, actor, { name: 'end-authority', input: { id }, ...command }, async (deed): Done<null, 'not-found'> => {
    if (!(await endAuthority(deed.tx, actor.tenantId, id, personOf(actor), deed.at))) return refuse('not-found')
    deed.note({ event: 'ZmenaOpravneni', object: { type: 'PodpisovyRad', id }, payload: { ended: true } })
    return accept(null)
  })
}

/** What of a line the log vouches for. */
export const factsOf = ({ holder, classId, documentKind, upTo, startsOn, endsOn, basis }: NewLine) =>
  ({ holder: holder.kind, holderId: holder.id, classId, documentKind, upTo, startsOn, endsOn, basis })

export interface ShownLine { readonly line: WrittenLine; readonly holderName: string; readonly classCode: string | null; readonly className: string | null }

/** Every line, also those that ended, newest first. */
export async function listAuthorities({ db }: Pick<DeedDeps, 'db'>, { tenantId }: Actor): Promise<ShownLine[]> {
  const [lines, classes] = [await readAuthorities(db, tenantId), await readClasses(db, tenantId)]
  const names = await readNames(db, tenantId, [...new Set(lines.map(({ holder }) => holder.id as string))])
  const known = new Map(classes.map((each) => [each.id, each]))
  return lines.reverse().map((line) => {
    const given = line.classId === null ? undefined : known.get(line.classId)
    return { line, holderName: names.get(line.holder.id) ?? '', classCode: given?.code ?? null, className: given?.name ?? null }
  })
}
