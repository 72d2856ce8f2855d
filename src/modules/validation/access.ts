import type { Access } from '../../platform/http/index.ts'

/** Who may do what in this room, on one screen. Whether somebody may see the document is for records to say. */
export const access = {
  see: 'signed-in',
  judge: ['registrar', 'clerk', 'head'],
  life: ['admin', 'auditor', 'head'],
} as const satisfies Record<string, Access>
