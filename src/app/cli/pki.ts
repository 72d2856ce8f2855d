import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { writePkcs12 } from '../../engines/pkcs12/index.ts'
import { readCertificate, type Certificate } from '../../engines/x509/index.ts'
import { openAuthority, serveAuthority } from '../../platform/pki/index.ts'
import { WrongUsage, type Outcome } from './outcome.ts'
import { dataDirectory, readCertificates } from './trust.ts'

/** obeh pki issue|revoke|root|serve: the authority of the demo office, which nobody outside believes. Needs no office. */
export async function pkiCommand([deed = '', ...args]: string[]): Promise<Outcome> {
  const deeds: Readonly<Record<string, (args: string[]) => Promise<Outcome>>> = { issue: issueCommand, revoke: revokeCommand, root: rootCommand, serve: serveCommand }
  const chosen = deeds[deed]
  if (!chosen) throw new WrongUsage('Say "obeh pki issue", "revoke", "root" or "serve".')
  if (process.env['NODE_ENV'] === 'production') throw new WrongUsage('In production keys come from providers on a trusted list; this authority is for trying out alone.')
  return chosen(args)
}

/** Where the demo office has it. */
const folder = () => join(dataDirectory(), 'authority')
const now = () => new Date()

async function issueCommand(args: string[]): Promise<Outcome> {
  const { values, positionals: [name, ...more] } = parseArgs({
    args, allowPositionals: true, options: { 'json': { type: 'boolean' }, 'out': { type: 'string' }, 'password-env': { type: 'string' }, 'seal': { type: 'string' } },
  })
  const { out, seal } = values
  if (name === undefined || name.trim() === '' || more.length > 0) throw new WrongUsage('Name who is to sign, in quotes: obeh pki issue "Jana Veselá" …')
  if (out === undefined) throw new WrongUsage('Name the file for the key: --out FILE.p12.')
  if (seal !== undefined && !/^\d{8}$/.test(seal)) throw new WrongUsage('--seal is the IČO of the body, eight digits.')
  const password = process.env[values['password-env'] ?? '']
  if (!password) throw new WrongUsage('Name the variable that has the password for the file: --password-env NAME.')
  const authority = await openAuthority(folder(), now)
  const { key, certificate, chain } = seal === undefined ? authority.issueSigner(name) : authority.issueSeal(name, seal)
  await writeFile(out, writePkcs12(key, [certificate, ...chain], password), { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? new WrongUsage(`${out} is there already, and a key is never written over.`) : error
  })
  const serial = serialOf(certificate)
  return { ok: true, json: { file: out, serial, notAfter: certificate.notAfter.toISOString(), qualified: false }, lines: [`${out}: a key of ${name}, not qualified, number ${serial}, until ${certificate.notAfter.toISOString().slice(0, 10)}`] }
}

async function revokeCommand(args: string[]): Promise<Outcome> {
  const { positionals: [file, ...more] } = parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean' } } })
  if (file === undefined || more.length > 0) throw new WrongUsage('Name the one file with the certificate (PEM or DER).')
  const [bytes] = await readCertificates(file)
  const read = bytes ? readCertificate(bytes) : undefined
  const authority = await openAuthority(folder(), now)
  if (!read?.ok || read.value.issuer.key !== authority.issuer.subject.key) return { ok: false, json: { refusal: 'not-ours' }, lines: [`${file}: refused, this authority did not give that certificate`] }
  await authority.revoke(read.value)
  const serial = serialOf(read.value)
  return { ok: true, json: { serial, revoked: true }, lines: [`number ${serial} is revoked`] }
}

async function rootCommand(args: string[]): Promise<Outcome> {
  const { values: { out } } = parseArgs({ args, options: { json: { type: 'boolean' }, out: { type: 'string' } } })
  const { root } = await openAuthority(folder(), now)
  const pem = `-----BEGIN CERTIFICATE-----\n${Buffer.from(root.der).toString('base64').replaceAll(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----`
  if (out !== undefined) await writeFile(out, `${pem}\n`)
  return { ok: true, json: out === undefined ? { pem } : { file: out }, lines: out === undefined ? pem.split('\n') : [out] }
}

async function serveCommand(args: string[]): Promise<Outcome> {
  const { values: { port = '8097', json } } = parseArgs({ args, options: { json: { type: 'boolean' }, port: { type: 'string' } } })
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new WrongUsage('--port is a number up to 65535.')
  const served = await serveAuthority(folder(), now, Number(port))
  const tsa = `${served.url}/tsa`
  process.stdout.write(`${json ? JSON.stringify({ url: served.url, tsa }) : `TSA_URLS="${tsa}"`}\n`)
  process.stderr.write('The authority answers. Its time stamps are not qualified. Stop it with Ctrl+C.\n')
  await new Promise<void>((stop) => { for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop()) })
  await served.close()
  return { ok: true, json: { stopped: true }, lines: [] }
}

const serialOf = ({ serial }: Certificate) => Buffer.from(serial).toString('hex')
