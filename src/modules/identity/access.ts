import type { Access } from '../../platform/http/index.ts'

/** Who may do what in this room, on one screen. */
export const access = {
  logIn: 'public',
  logOut: 'signed-in',
  seeSelf: 'signed-in',
  /** Everyone in the office may know who works where: work is addressed to people and units. */
  seeDirectory: 'signed-in',
} as const satisfies Record<string, Access>
