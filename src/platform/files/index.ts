export { ContentTooLong, contentStore, DamagedContent, MissingContent, type ContentStore } from './store.ts'
