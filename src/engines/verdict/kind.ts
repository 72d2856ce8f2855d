import type { DocumentKind } from './report.ts'

/** What kind of file it is by its content; a container is told apart only when it is opened. */
export function kindByContent(bytes: Uint8Array): Exclude<DocumentKind, 'asic-e' | 'asic-s' | 'opendocument'> | 'zip' {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024))
  // Before PDF: a signature may carry one.
  if (bytes[0] === 0x30 && start.subarray(0, 24).includes(signedData)) return 'cms'
  if (start.includes('%PDF-')) return 'pdf'
  if (start.subarray(0, 2).toString('latin1') === 'PK') return 'zip'
  if (xmlSignature.test(start.toString('latin1'))) return 'xml'
  if (/^\s*-----BEGIN (PKCS7|CMS|PKCS #7 SIGNED DATA)-----/.test(start.toString('latin1'))) return 'cms'
  return 'unknown'
}

/** OID 1.2.840.113549.1.7.2 as DER. */
const signedData = Buffer.from('06092a864886f70d010702', 'hex')

/** XML whose root is a signature: it envelops what it signs. */
const xmlSignature = /^(\u00ef\u00bb\u00bf)?\s*(<\?xml[^>]*>\s*)?<(([\w.-]+:)?)Signature\s[^>]*"http:\/\/www\.w3\.org\/2000\/09\/xmldsig#"/
