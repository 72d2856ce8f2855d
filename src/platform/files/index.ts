export { contentStore, DamagedContent, MissingContent, type ContentStore } from './store.ts'
