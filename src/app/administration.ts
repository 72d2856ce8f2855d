import { refuse } from '../kernel/result.ts'
import { countDesk, handOverDesk } from '../modules/circulation/index.ts'
import type { AdministrationDeps } from '../modules/identity/index.ts'
import { countHeld } from '../modules/records/index.ts'
import type { Office } from './office.ts'

/** What administration needs: the office, and how much unfinished work other rooms know of and how it passes to somebody else. */
export function administrationDeps(office: Office): AdministrationDeps {
  return {
    ...office,
    work: {
      ofPerson: async (db, tenantId, personId) => ({ files: await countHeld(db, tenantId, { personId }), items: await countDesk(db, tenantId, personId) }),
      ofUnit: async (db, tenantId, unitId) => ({ files: await countHeld(db, tenantId, { unitId }), items: await countDesk(db, tenantId, unitId) }),
      async handOver(deed, from, to, reason) {
        const done = await handOverDesk(deed, from, to, reason)
        return done.ok ? done : refuse(done.refusal === 'addressee-unknown' ? 'successor-unknown' : 'successor-must-be-person')
      },
    },
  }
}
