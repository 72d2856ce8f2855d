import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { refuse, type Result } from '../../kernel/result.ts'
import type { AnyTransaction, Database } from '../../platform/database/index.ts'
import { perform, type Command, type Deed, type DeedDeps, type KeyRefusal } from '../audit/index.ts'
import type { OpenWork } from './model-administration.ts'
import { lockRoster } from './store-substitution.ts'

/** To whom a leaver's work goes. */
export type Successor = { readonly kind: 'person'; readonly id: Id<'Person'> } | { readonly kind: 'unit'; readonly id: Id<'Unit'> }
export type HandOverRefusal = 'successor-unknown' | 'successor-must-be-person'

/** What the composition hands in, because only other rooms know it: unfinished work, and how it passes to somebody else. */
export interface WorkOfOthers {
  ofPerson(db: Database | AnyTransaction, tenantId: Id<'Tenant'>, id: Id<'Person'>): Promise<OpenWork>
  ofUnit(db: Database | AnyTransaction, tenantId: Id<'Tenant'>, id: Id<'Unit'>): Promise<OpenWork>
  handOver(deed: Deed, from: Id<'Person'>, to: Successor, reason: string): Promise<Result<OpenWork, HandOverRefusal>>
}

export interface AdministrationDeps extends DeedDeps {
  readonly work: WorkOfOthers
  /** Where people reach the office; the links to set a password begin with it. */
  readonly publicUrl: string
}

export type Key = Pick<Command, 'key'>
export type Done<Value, Refusal extends string> = Promise<Result<Value, Refusal>>

/** A deed of an administrator, alone among those that change who is who. Rights are checked here too, whatever route it came by. */
export function administer<Value, Refusal extends string>(
  deps: DeedDeps, actor: Actor, command: Command, work: (deed: Deed) => Done<Value, Refusal>,
): Done<Value, Refusal | 'not-allowed' | KeyRefusal> {
  return perform<Value, Refusal | 'not-allowed'>(deps, actor, command, async (deed) => {
    if (!actor.roles.includes('admin')) return refuse('not-allowed')
    await lockRoster(deed.tx, actor.tenantId)
    return work(deed)
  })
}
