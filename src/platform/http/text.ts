import { z } from 'zod'

/**
 * What a person wrote, of `min` (0) to `max` characters without the white space around it. The database keeps no NUL, so a text
 * with one is not understood; halves of characters, which it does not keep either, become U+FFFD.
 */
export function text({ max, min = 0 }: { readonly max: number; readonly min?: number }) {
  return z.string().regex(/^[^\0]*$/).overwrite((value) => value.toWellFormed()).trim().min(min).max(max)
}
