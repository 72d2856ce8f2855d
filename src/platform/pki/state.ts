import { createPrivateKey, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { issueCertificate, purposes, readCertificate, type CertificateRequest, type Issuer, type NameParts } from '../../engines/x509/index.ts'
import { replaceDurably, syncFolder, writeDurably } from '../disk/index.ts'

const Revoked = z.array(z.object({ serial: z.string().regex(/^[0-9a-f]+$/), at: z.coerce.date() }))
export type Revoked = z.infer<typeof Revoked>

const roles = ['root', 'authority', 'timestamper', 'responder'] as const
export type AuthorityKeys = Readonly<Record<(typeof roles)[number], Issuer>>

const yearMs = 365.25 * 86_400_000
const owner: NameParts = [['C', 'CZ'], ['O', 'Ukázková autorita Oběhu (nekvalifikovaná)']]

/** The keys of the folder, made at the first time: whole, or not at all. */
export async function openKeys(folder: string, now: Date, url?: string): Promise<AuthorityKeys> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'authority.json')
  const kept = await readFile(path, 'utf8').catch(() => null)
  if (kept !== null) return readKeys(kept)
  const keys = makeKeys(now, url)
  const text = JSON.stringify(Object.fromEntries(Object.entries(keys).map(([role, { certificate, key }]) => [role, {
    certificate: Buffer.from(certificate.der).toString('base64'), key: key.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  }])))
  const draft = join(folder, `.authority.${randomUUID()}`)
  await writeDurably(draft, text)
  // Of several processes that found it at once, the first one's keys are everybody's; a name is given to whole files alone.
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(draft)
  await syncFolder(folder)
  return readKeys(await readFile(path, 'utf8'))
}

const Kept = z.record(z.enum(roles), z.object({ certificate: z.string(), key: z.string() }))

function readKeys(text: string): AuthorityKeys {
  const kept = Kept.parse(JSON.parse(text))
  const issuer = (role: (typeof roles)[number]): Issuer => {
    const certificate = readCertificate(Buffer.from(kept[role].certificate, 'base64'))
    if (!certificate.ok) throw new Error(`the certificate of the ${role} cannot be read`)
    return { certificate: certificate.value, key: createPrivateKey({ key: Buffer.from(kept[role].key, 'base64'), format: 'der', type: 'pkcs8' }) }
  }
  return { root: issuer('root'), authority: issuer('authority'), timestamper: issuer('timestamper'), responder: issuer('responder') }
}

function makeKeys(now: Date, url: string | undefined): AuthorityKeys {
  const make = (name: string, years: number, issuer: Issuer | undefined, about: Pick<CertificateRequest, 'uses'> & Partial<CertificateRequest>): Issuer => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const notBefore = new Date(now.getTime() - 86_400_000)
    const certificate = issueCertificate({ subject: [...owner, ['CN', name]], publicKey, serial: newSerial(), notBefore, notAfter: new Date(now.getTime() + years * yearMs), ...about }, issuer ?? privateKey)
    return { certificate, key: privateKey }
  }
  const root = make('Ukázkový kořen', 20, undefined, { authority: {}, uses: ['keyCertSign', 'cRLSign'] })
  const authority = make('Ukázková autorita', 15, root, { authority: { pathLength: 0 }, uses: ['keyCertSign', 'cRLSign'], ...urlsOf(url, 'root') })
  return {
    root, authority,
    timestamper: make('Ukázkové časové razítko', 5, authority, { uses: ['digitalSignature'], purposes: [purposes.timeStamping], ...urlsOf(url, 'authority') }),
    responder: make('Ukázkový OCSP', 5, authority, { uses: ['digitalSignature'], purposes: [purposes.ocspSigning], noCheck: true }),
  }
}

/** 64 bits by chance, positive. */
export const newSerial = (): bigint => (BigInt(`0x${randomBytes(8).toString('hex')}`) >> 1n) | 1n

export async function readRevoked(folder: string): Promise<Revoked> {
  const text = await readFile(join(folder, 'revoked.json'), 'utf8').catch(() => '[]')
  return Revoked.parse(JSON.parse(text))
}

export const writeRevoked = (folder: string, revoked: Revoked): Promise<void> => replaceDurably(join(folder, 'revoked.json'), JSON.stringify(revoked))

/** Where to ask about a certificate that `issuer` gave. */
export const urlsOf = (url: string | undefined, issuer: 'root' | 'authority'): Pick<CertificateRequest, 'ocspUrl' | 'issuerUrl' | 'crlUrl'> =>
  (url === undefined ? {} : { ocspUrl: `${url}/ocsp`, issuerUrl: `${url}/${issuer}.cer`, crlUrl: `${url}/${issuer}.crl` })
