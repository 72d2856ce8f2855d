/** DER of a file that may be wrapped in lines of base64 (PEM), as mail programs do. */
export function cmsBytes(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0x30) return bytes
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  const [, inner = ''] = /-----BEGIN [A-Z0-9 #]+-----([A-Za-z0-9+/=\s]*)-----END/.exec(text) ?? []
  return inner === '' ? bytes : Buffer.from(inner.replace(/\s+/g, ''), 'base64')
}
