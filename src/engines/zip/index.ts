export { readDirectory, type Entry } from './directory.ts'
export { contentOf, isReadable } from './inflate.ts'
export { isSeamless } from './seamless.ts'
export { archiveLimits, archiveRefusals, type ArchiveLimits, type ArchiveRefusal } from './limits.ts'
