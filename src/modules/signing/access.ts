import type { Access } from '../../platform/http/index.ts'

/** Who may do what in this room, on one screen. Who may sign what is decided by the authorities (`model-authority`). */
export const access = {
  /** Anybody may be asked to sign. */
  sign: 'signed-in',
  ask: ['clerk', 'head'],
  /** Whoever sees a document sees who signed it. */
  see: 'signed-in',
  /** What the office's rules of signing say is no secret inside of it. */
  seeRules: 'signed-in',
  /** The secretary of the office and whoever they entrust keep the rules: administrators. */
  keepRules: ['admin'],
  keepKeys: ['admin'],
} as const satisfies Record<string, Access>
