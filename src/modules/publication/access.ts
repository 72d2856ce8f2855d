import type { Access } from '../../platform/http/index.ts'

/** Who may do what in this room, on one screen. Everybody may ask; only the number with its code is answered. */
export const access = {
  readPortal: 'public',
  /** Handing in, which is all that anybody may do to the office from here. */
  submit: 'public',
} as const satisfies Record<string, Access>
