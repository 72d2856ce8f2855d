export { actorOf, findActor, foundOffice, isEmptyDatabase, logIn, logOut, type Login, type LoginRefusal, type Office } from './service.ts'
export { identityRoutes, sessionActor, type IdentityHttp } from './routes.ts'
export { findPerson, findTenant, getTenant, readNames, readPeople, readTenants, readUnits } from './store.ts'
export { hashPassword } from './password.ts'
export type { Person, Tenant, Unit } from './model.ts'

/** The room's schema. */
export const migrations = { room: 'identity', folder: new URL('./', import.meta.url) }
