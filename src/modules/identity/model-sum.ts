import { sha256Of } from '../../kernel/sha256.ts'

/**
 * What the log may say of a stored password so that another put in its place is found out: a hash of its salted Argon2 hash, of no use to
 * whoever wants to guess it. Null where there is no password.
 */
export const passwordSum = (stored: string | null): string | null => (stored === null ? null : sha256Of(Buffer.from(stored)).slice(0, 32))

/** The same of a passkey: another public key under its credential is another sum. */
export const credentialSum = (key: { readonly credential_id: string; readonly public_key: Uint8Array }): string =>
  sha256Of(Buffer.concat([Buffer.from(`${key.credential_id}\n`), key.public_key])).slice(0, 32)
