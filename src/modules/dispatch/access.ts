import type { Access } from '../../platform/http/index.ts'

/** Who may do what in this room, on one screen. Beyond the role, only the file's handler writes, changes and sends. */
export const access = {
  write: ['clerk', 'head'],
  read: 'signed-in',
  send: ['clerk', 'head'],
} as const satisfies Record<string, Access>
