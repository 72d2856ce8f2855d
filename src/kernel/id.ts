import { randomBytes } from 'node:crypto'

declare const kind: unique symbol

/** An identifier that cannot be mistaken for one of another kind. */
export type Id<Kind extends string> = string & { readonly [kind]: Kind }

/** A UUIDv7 (RFC 9562 § 5.7): ordered by its millisecond of creation, so it indexes well and reveals nothing else. */
export function newId<Kind extends string>(at: Date = new Date()): Id<Kind> {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(at.getTime(), 0, 6)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') as Id<Kind>
}
