import type { Access } from '../../platform/http/index.ts'

/** Who may do what in this room, on one screen. Whose view it is, and so who changes it, is decided by the model. */
export const access = {
  see: 'signed-in',
  save: 'signed-in',
  change: 'signed-in',
} as const satisfies Record<string, Access>
