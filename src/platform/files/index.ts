export { ContentTooLong, contentStore, DamagedContent, MissingContent, type ContentStore } from './store.ts'
export { removeContent, storedContents, type StoredContent } from './sweep.ts'
