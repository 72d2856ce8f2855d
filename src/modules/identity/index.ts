export { actorOf, findActor, foundOffice, isEmptyDatabase, logIn, logOut, recallActor, type Login, type LoginRefusal, type Office } from './service.ts'
export { arrangeSubstitution, endSubstitution, listSubstitutions, type ArrangeRefusal, type EndRefusal, type ShownSubstitution } from './service-substitution.ts'
export { administrationRoutes } from './routes-administration.ts'
export type { AdministrationDeps, HandOverRefusal, Successor, WorkOfOthers } from './service-administration.ts'
export { identityRoutes, sessionActor, type IdentityHttp } from './routes.ts'
export { findPerson, findTenant, findUnit, getTenant, readNames, readPeople, readTenants, readUnits, type PlacedUnit } from './store.ts'
export { hashPassword } from './password.ts'
export type { Person, Tenant, Unit } from './model.ts'
export type { RowProblem } from './model-import.ts'
export type { Planned, SubstitutableKind, Substitution } from './model-substitution.ts'

/** The room's schema. */
export const migrations = { room: 'identity', folder: new URL('./', import.meta.url) }
