export { contentStore, DamagedContent, MissingContent, sha256Of, type ContentStore, type Sha256 } from './store.ts'
