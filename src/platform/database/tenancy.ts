import { AsyncLocalStorage } from 'node:async_hooks'
import type { Id } from '../../kernel/id.ts'

type TenantId = Id<'Tenant'>

/** Work in the name of one office, whose database connections show that office's rows. Its tenant is set once and never changes. */
export interface TenantScope {
  readonly tenantId: TenantId | undefined
  /** Says whose the work is, as soon as that is known. */
  enter(tenantId: TenantId): void
  /** Does the work, and all it waits for, within the scope. */
  run<Value>(work: () => Value): Value
}

const scopes = new AsyncLocalStorage<TenantScope>()

/** In whose name the database is asked; without a scope in nobody's, and then no table of any office shows a row or takes one. */
export const currentTenant = (): TenantId | undefined => scopes.getStore()?.tenantId

/** A scope whose tenant is not known yet: a request, before it is known who asks. */
export function openScope(): TenantScope {
  let known: TenantId | undefined
  const scope: TenantScope = {
    get tenantId() { return known },
    enter(tenantId) {
      if (known !== undefined && known !== tenantId) throw new Error('work begun for one office may not go on for another')
      known = checked(tenantId)
    },
    run: (work) => scopes.run(scope, work),
  }
  return scope
}

/** Does the work in the name of this office. Within work for another office it throws: whoever gets there has mixed them up. */
export function asTenant<Value>(tenantId: TenantId, work: () => Value): Value {
  const current = currentTenant()
  if (current === tenantId) return work()
  if (current !== undefined) throw new Error('work for one office reached into another')
  const scope = openScope()
  scope.enter(tenantId)
  return scope.run(work)
}

/** What says to PostgreSQL, until the end of the transaction, whose rows it may show (policies in `walls.ts`). */
export const tenantSetting = (tenantId: TenantId): string => `set local obeh.tenant = '${checked(tenantId)}'`

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** It becomes part of a command, so nothing but an id may pass. */
function checked(tenantId: TenantId): TenantId {
  if (!uuid.test(tenantId)) throw new Error('the id of a tenant is not one')
  return tenantId
}
