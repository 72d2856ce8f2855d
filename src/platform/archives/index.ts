export { listArchive, openArchive } from './open.ts'
export { archiveLimits, type ArchiveLimits, type ArchiveRefusal } from './limits.ts'
export type { Opened, Unpacked } from './open-inside.ts'
