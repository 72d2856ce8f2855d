export { importTrust, readTrust, readTrustText } from './store.ts'
export type { Imported, ImportRefusal } from './import.ts'
