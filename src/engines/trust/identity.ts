import { createHash } from 'node:crypto'
import { readCertificate, type Certificate } from '../x509/index.ts'

/** By what a service is known: the name (as `Name.key` of x509) and a hash of name and key, whatever else a certificate says. */
export interface CertificateIdentity {
  readonly subject: string
  readonly key: string
}

export const identityOf = ({ subject, spki }: Certificate): CertificateIdentity =>
  ({ subject: subject.key, key: createHash('sha256').update(spki).update(subject.key).digest('base64') })

/** The same of DER; nothing of what is no certificate. */
export function identityOfDer(der: Uint8Array): CertificateIdentity | undefined {
  const read = readCertificate(der)
  return read.ok ? identityOf(read.value) : undefined
}
