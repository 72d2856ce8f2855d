import type { Access } from '../../platform/http/index.ts'

/** Who may do what in this room, on one screen. Who confirms an erasure is never who proposed it (`four-eyes`). */
export const access = {
  /** The data protection officer (pověřenec) answers persons; an administrator keeps the office lawful with them, without a word of documents. */
  seeSubjects: ['dpo', 'admin'],
  /** Contents of documents are in it: an administrator sees none. */
  exportData: ['dpo'],
  proposeErasure: ['dpo', 'admin'],
  decideErasure: ['dpo', 'admin'],
} as const satisfies Record<string, Access>
