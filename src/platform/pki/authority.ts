import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { contentTypes, readTimestampRequest, signatureBuilder, timestampInfo, timestampRefusal, timestampResponse } from '../../engines/cms/index.ts'
import { issueCertificate, issueCrl, issueOcspResponse, ocspRefusal, readOcspRequest, type Certificate, type NameParts } from '../../engines/x509/index.ts'
import { newSerial, openKeys, readRevoked, urlsOf, writeRevoked, type AuthorityKeys, type Revoked } from './state.ts'

export interface IssuedKey {
  readonly key: KeyObject
  readonly certificate: Certificate
  /** The authority and the root above it. */
  readonly chain: readonly Certificate[]
}

export interface Authority {
  readonly root: Certificate
  /** That which signs others' certificates. */
  readonly issuer: Certificate
  /** A new key with a certificate for a person who signs. */
  issueSigner(name: string, more?: NameParts): IssuedKey
  /** A new key with a certificate for the seal of a body, by its IČO. */
  issueSeal(body: string, ico: string): IssuedKey
  revoke(certificate: Certificate): Promise<void>
  /** Learns what another process revoked. */
  refresh(): Promise<void>
  /** Answers a TimeStampReq by a TimeStampResp. */
  timestamp(request: Uint8Array): Uint8Array
  /** A token over a SHA-256 digest. */
  stamp(sha256: Uint8Array, nonce?: Uint8Array): Uint8Array
  /** An OCSPResponse about a certificate it gave. */
  ocsp(certificate: Certificate): Uint8Array
  /** Answers an OCSPRequest. */
  answerOcsp(request: Uint8Array): Uint8Array
  /** The list of the authority; with `of: 'root'` that of the root. */
  crl(of?: 'authority' | 'root'): Uint8Array
}

/** Not one of anybody's: of the arc that RFC 7229 keeps for tests. */
const policy = '1.3.6.1.5.5.7.13.1'
const dayMs = 86_400_000

/** The authority of a folder; founded at the first time. `now` is its clock. `url`: where it is served, and its certificates say so. */
export async function openAuthority(folder: string, now: () => Date, url?: string): Promise<Authority> {
  const keys = await openKeys(folder, now(), url)
  let revoked: Revoked = await readRevoked(folder)
  const chain = [keys.authority.certificate, keys.root.certificate]
  const builder = signatureBuilder({ certificate: keys.timestamper.certificate, chain: chain.slice(0, 1), algorithm: { scheme: 'ecdsa', digest: 'sha256' }, contentType: contentTypes.timestampInfo })
  const hexOf = ({ serial }: Certificate) => Buffer.from(serial).toString('hex')

  const stamp = (digest: Parameters<typeof timestampInfo>[0]['digest'], imprint: Uint8Array, nonce?: Uint8Array) => {
    const content = timestampInfo({ digest, imprint, policy, serial: newSerial(), time: now(), accuracyMs: 1000, ...(nonce ? { nonce } : {}) })
    const toSign = builder.prepare(createHash('sha256').update(content).digest())
    return builder.finish(toSign, sign('sha256', toSign.bytes, keys.timestamper.key), { content })
  }

  const statusOf = (issuer: AuthorityKeys['root'], serial: Uint8Array, nonce?: Uint8Array) => {
    const found = revoked.find((each) => each.serial === Buffer.from(serial).toString('hex'))
    return issueOcspResponse(issuer === keys.root ? keys.root : keys.responder, {
      issuer: issuer.certificate, serial, at: now(), nextUpdate: new Date(now().getTime() + dayMs), revoked: found && { at: found.at, reason: 0 }, ...(nonce ? { nonce } : {}),
    })
  }

  return {
    root: keys.root.certificate, issuer: keys.authority.certificate,
    issueSigner: (name, more = []) => issue(keys, now(), url, [['C', 'CZ'], ...more, ['CN', name]], 'signature'),
    issueSeal: (body, ico) => issue(keys, now(), url, [['C', 'CZ'], ['O', body], ['organizationIdentifier', `NTRCZ-${ico}`], ['CN', `Pečeť: ${body}`]], 'seal'),
    async refresh() {
      revoked = await readRevoked(folder)
    },
    async revoke(certificate) {
      revoked = await readRevoked(folder)
      if (revoked.some(({ serial }) => serial === hexOf(certificate))) return
      revoked = [...revoked, { serial: hexOf(certificate), at: now() }]
      await writeRevoked(folder, revoked)
    },
    timestamp(request) {
      const asked = readTimestampRequest(request)
      if (!asked.ok) return timestampRefusal({ status: 2, text: 'the request cannot be read', reasons: [2] })
      return timestampResponse(stamp(asked.value.digest, asked.value.imprint, asked.value.nonce))
    },
    stamp: (sha256, nonce) => stamp('sha256', sha256, nonce),
    ocsp: (certificate) => statusOf(certificate.issuer.key === keys.root.certificate.subject.key ? keys.root : keys.authority, certificate.serial),
    answerOcsp(request) {
      const asked = readOcspRequest(request)
      if (!asked.ok) return ocspRefusal(1)
      const issuer = [keys.authority, keys.root].find(({ certificate }) => asked.value.isOf(certificate))
      return issuer ? statusOf(issuer, asked.value.serial, asked.value.nonce) : ocspRefusal(6)
    },
    crl: (of = 'authority') => issueCrl(keys[of], {
      number: BigInt(now().getTime()), thisUpdate: now(), nextUpdate: new Date(now().getTime() + dayMs),
      revoked: of === 'root' ? [] : revoked.map(({ serial, at }) => ({ serial: BigInt(`0x${serial}`), at })),
    }),
  }
}

/** Keys on the curve P-256: made in a millisecond. The certificate says nothing of being qualified, for it is not. */
function issue(keys: AuthorityKeys, now: Date, url: string | undefined, subject: NameParts, use: 'signature' | 'seal'): IssuedKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const certificate = issueCertificate({
    subject, publicKey, serial: newSerial(), notBefore: new Date(now.getTime() - dayMs), notAfter: new Date(now.getTime() + 3 * 365 * dayMs), uses: use === 'seal' ? ['digitalSignature', 'nonRepudiation'] : ['nonRepudiation'], ...urlsOf(url, 'authority'),
  }, keys.authority)
  return { key: privateKey, certificate, chain: [keys.authority.certificate, keys.root.certificate] }
}
