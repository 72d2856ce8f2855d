import { envelope, prepareXades, signXades, type XadesAddition } from '../../src/engines/xades/index.ts'
import { canonicalise, parseXml, transforms } from '../../src/engines/xml/index.ts'
import { readCertificate } from '../../src/engines/x509/index.ts'
import { taken } from '../../src/engines/pdf/testing.ts'
import type { Signatory } from './signatories.ts'

const content = '<zpráva xmlns="urn:a">Ahoj &amp; <b x="1">sbohem</b>\n</zpráva>'

/** XML enveloped in XAdES, as the renditions of the log are sealed: B-B, B-T and B-LT. */
export function enveloped(who: Signatory): Readonly<Record<'xades-b.xml' | 'xades-t.xml' | 'xades-lt.xml', Uint8Array>> {
  const { certificates } = who.evidence()
  const [certificate, ...chain] = certificates.map((der) => taken(readCertificate(der)))
  if (certificate === undefined) throw new TypeError('a signatory has a certificate')
  const element = taken(parseXml(Buffer.from(content))).documentElement
  const prepared = prepareXades([canonicalise(element, transforms.exclusive)], { certificate, chain, algorithm: { digest: 'sha256', key: who.name.startsWith('RSA') ? 'rsa' : 'ec' }, signedAt: who.now(), mimeType: 'application/xml' })
  const signed = taken(signXades(prepared, who.sign(prepared.toSign.bytes)))
  const token = who.stamp(signed.stampable)
  const file = (added: XadesAddition) => { const { head, foot } = envelope(signed, added); return Buffer.concat([head, Buffer.from(content), foot]) }
  return { 'xades-b.xml': file({}), 'xades-t.xml': file({ token }), 'xades-lt.xml': file({ token, ...who.evidence() }) }
}
