import { circulationKeeper } from '../modules/circulation/index.ts'
import { dispatchKeeper } from '../modules/dispatch/index.ts'
import { accountKeeper, accounts } from '../modules/identity/index.ts'
import { intakeKeeper } from '../modules/intake/index.ts'
import type { Holdings, PrivacyDeps } from '../modules/privacy/index.ts'
import { publicationKeeper } from '../modules/publication/index.ts'
import { documentsKeeper, personalRegister, registerKeeper } from '../modules/records/index.ts'
import { signingKeeper } from '../modules/signing/index.ts'
import { validationKeeper } from '../modules/validation/index.ts'
import { viewsKeeper } from '../modules/views/index.ts'
import type { Office } from './office.ts'

/** Every room that keeps anything of a person. Whoever is first tells the others how the person is known; records last, when nobody needs them any more. */
export const holdings: Holdings = {
  register: personalRegister, accounts,
  keepers: [registerKeeper, accountKeeper, intakeKeeper, dispatchKeeper, circulationKeeper, signingKeeper, publicationKeeper, validationKeeper, documentsKeeper, viewsKeeper],
}

/** What the room of personal data needs: the office, the rooms, and the way to take a content out of the store. */
export function privacyDeps(office: Pick<Office, 'db' | 'now' | 'logKey' | 'files' | 'contents'>): PrivacyDeps {
  return { ...office, holdings, removeContent: async (tenantId, sha256, before) => void await office.contents.removeUnwanted({ tenantId, sha256 }, before) }
}
