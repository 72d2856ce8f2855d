import type { MigrationSource } from '../platform/database/index.ts'
import { platformMigrations } from '../platform/events/index.ts'
import { migrations as audit } from '../modules/audit/index.ts'
import { migrations as circulation } from '../modules/circulation/index.ts'
import { migrations as dispatch } from '../modules/dispatch/index.ts'
import { migrations as identity } from '../modules/identity/index.ts'
import { migrations as intake } from '../modules/intake/index.ts'
import { migrations as privacy } from '../modules/privacy/index.ts'
import { migrations as publication } from '../modules/publication/index.ts'
import { migrations as records } from '../modules/records/index.ts'
import { migrations as signing } from '../modules/signing/index.ts'
import { migrations as validation } from '../modules/validation/index.ts'
import { migrations as views } from '../modules/views/index.ts'

/** Every schema of the office, in the order in which they are made. */
export const allMigrations: readonly MigrationSource[] = [...platformMigrations, audit, identity, records, circulation, dispatch, intake, publication, views, privacy, validation, signing]
