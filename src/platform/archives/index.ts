export { listArchive, openArchive } from './open.ts'
export { archiveLimits, type ArchiveLimits, type ArchiveRefusal } from '../../engines/zip/index.ts'
export type { Opened, Unpacked } from './open-inside.ts'
