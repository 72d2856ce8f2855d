export { importTrust, readTrust, readTrustBytes } from './store.ts'
export type { Imported, ImportRefusal } from './import.ts'
