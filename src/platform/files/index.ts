export {
  ContentsUnavailable, ContentTooLong, DamagedContent, MissingContent, type ContentStore, type StoredContent, type WholeStore,
} from './content.ts'
export { moveContents, type MoveReport } from './move.ts'
export { contentsRefusal, openContents } from './open.ts'
export { contentStore } from './store.ts'
