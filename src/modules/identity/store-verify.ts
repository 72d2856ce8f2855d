import type { Day } from '../../kernel/day.ts'
import type { Id } from '../../kernel/id.ts'
import { tablesOf, type Database } from '../../platform/database/index.ts'

interface PersonFacts { tenant_id: Id<'Tenant'>; id: Id<'Person'>; roles: string[]; active: boolean; unit_id: Id<'Unit'>; name: string; email: string; post: string; password_hash: string | null }
interface UnitFacts { tenant_id: Id<'Tenant'>; id: Id<'Unit'>; code: string; name: string; parent_id: Id<'Unit'> | null; ended_at: Date | null }
interface SubstitutionFacts {
  tenant_id: Id<'Tenant'>; id: string; person_id: Id<'Person'>; substitute_id: Id<'Person'>; starts_on: Day; ends_on: Day; kinds: string[]; may_sign: boolean; ended_at: Date | null
}
interface PasskeyFacts { tenant_id: Id<'Tenant'>; id: string; person_id: Id<'Person'>; credential_id: string; public_key: Buffer; bound: boolean }
interface PolicyFacts { tenant_id: Id<'Tenant'>; second_factor: string; bound_keys: boolean }
interface Facts {
  'identity.person': PersonFacts
  'identity.unit': UnitFacts
  'identity.substitution': SubstitutionFacts
  'identity.passkey': PasskeyFacts
  'identity.sign_in_policy': PolicyFacts
}

/** Everything of an office for which the log vouches; thousands of rows at most. */
export async function readFacts(db: Database, tenantId: Id<'Tenant'>) {
  const of = tablesOf<Facts>(db)
  return {
    people: await of.selectFrom('identity.person').select(['id', 'roles', 'active', 'unit_id', 'name', 'email', 'post', 'password_hash']).where('tenant_id', '=', tenantId).orderBy('id').execute(),
    units: await of.selectFrom('identity.unit').select(['id', 'code', 'name', 'parent_id', 'ended_at']).where('tenant_id', '=', tenantId).orderBy('id').execute(),
    substitutions: await of.selectFrom('identity.substitution').select(['id', 'person_id', 'substitute_id', 'starts_on', 'ends_on', 'kinds', 'may_sign', 'ended_at'])
      .where('tenant_id', '=', tenantId).orderBy('id').execute(),
    passkeys: await of.selectFrom('identity.passkey').select(['id', 'person_id', 'credential_id', 'public_key', 'bound']).where('tenant_id', '=', tenantId).orderBy('id').execute(),
    policy: await of.selectFrom('identity.sign_in_policy').select(['second_factor', 'bound_keys']).where('tenant_id', '=', tenantId).executeTakeFirst(),
  }
}
