import type { Access } from '../../platform/http/index.ts'

/** Who may do what in this room, on one screen. What has come concerns nobody but the registry until it is registered. */
export const access = {
  receive: ['registrar'],
  see: ['registrar'],
  register: ['registrar'],
  refuse: ['registrar'],
} as const satisfies Record<string, Access>
