import { readAsic } from '../../engines/asic/index.ts'
import { kindByContent } from '../../engines/verdict/index.ts'
import { sameBytes } from '../../engines/x509/index.ts'

/**
 * Whether nothing that was there is gone or changed: a PDF begins with what it was; a container has every file that people put in as it was, and
 * every signature and time stamp still there. What signatures are worth then is for a verdict.
 */
export function keepsAll(before: Uint8Array, after: Uint8Array): boolean {
  if (kindByContent(before) !== 'zip') return Buffer.from(after.buffer, after.byteOffset, after.length).subarray(0, before.length).equals(before)
  const [was, is] = [readAsic(before), readAsic(after)]
  if (!was.ok || !is.ok || was.value.kind !== is.value.kind) return false
  const [earlier, later] = [was.value, is.value]
  const files = later.container.files
  return earlier.data.length === later.data.length && earlier.data.every((name) => sameBytes(earlier.container.files.get(name) ?? new Uint8Array(), files.get(name) ?? new Uint8Array()))
    && [...earlier.signatures, ...earlier.timestamps].every(({ name }) => files.has(name)) && later.signatures.length === earlier.signatures.length
}
