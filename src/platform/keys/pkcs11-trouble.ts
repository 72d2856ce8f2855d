import type { KeyTrouble, TroubleCode } from './model.ts'

/** What a token's number (CKR) means to whoever signs. */
const codes: Readonly<Record<number, TroubleCode>> = {
  0x30: 'key-removed', 0x32: 'key-removed', 0xe0: 'key-removed', 0xe1: 'key-removed', 0xb3: 'key-removed', 0xb0: 'key-removed', 0x03: 'key-removed',
  0xa0: 'pin-incorrect', 0xa1: 'pin-incorrect', 0xa2: 'pin-incorrect', 0xa3: 'key-locked', 0xa4: 'key-locked',
  // Taken back at the reader, or asked for once more.
  0x01: 'confirmation-needed', 0x50: 'confirmation-needed', 0x101: 'confirmation-needed',
}

export const alreadyLoggedIn = 0x100
export const alreadyInitialized = 0x191

export const numberOf = (error: unknown): number | undefined => (error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : undefined)

export function troubleOf(error: unknown): KeyTrouble {
  const number = numberOf(error)
  const detail = error instanceof Error ? error.message.slice(0, 200) : 'failed'
  return { code: (number === undefined ? undefined : codes[number]) ?? 'service-refused', again: false, detail }
}
