import { mkdir, readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { signerOf, type Wish } from '../../engines/pades/index.ts'
import { readPkcs12, type Pkcs12 } from '../../engines/pkcs12/index.ts'
import { attributeOf, keyUsageOf, type Certificate } from '../../engines/x509/index.ts'
import { signFiles, type FileTask, type Means, type Signed } from '../../platform/bulk-signing/index.ts'
import { WrongUsage, type Outcome } from './outcome.ts'
import { signingText } from './sign-texts.ts'

/** obeh sign --p12 FILE --password-env NAME --out DIR FILE…: signs each file, whatever becomes of the others. Needs no office. */
export async function signCommand(args: string[]): Promise<Outcome> {
  const { values, positionals: files } = parseArgs({
    args, allowPositionals: true,
    options: {
      'p12': { type: 'string' }, 'password-env': { type: 'string' }, 'out': { type: 'string' }, 'tsa': { type: 'string', multiple: true }, 'tsa-per-minute': { type: 'string' },
      'level': { type: 'string' }, 'reason': { type: 'string' }, 'location': { type: 'string' }, 'name': { type: 'string' }, 'field': { type: 'string' },
      'certify': { type: 'string' }, 'final': { type: 'boolean' }, 'visible': { type: 'boolean' }, 'json': { type: 'boolean' },
    },
  })
  const { p12, out } = values
  if (p12 === undefined) throw new WrongUsage('Name the file of the key: --p12 FILE.')
  if (out === undefined) throw new WrongUsage('Name the folder for what is signed: --out DIR.')
  if (files.length === 0) throw new WrongUsage('Name at least one file.')
  const urls = timestampUrls(values.tsa ?? [], values.level)
  const held = readPkcs12(await readKeyFile(p12), passwordFrom(values['password-env']))
  if (!held.ok) return refused(held.refusal)
  const obstacle = unfit(held.value.certificate, new Date())
  if (obstacle !== undefined) return refused(obstacle)
  const means = meansOf(held.value, urls, values['tsa-per-minute'])
  if (!signerOf(means.chain).ok) return refused('unsupported-key')
  await mkdir(out, { recursive: true })
  const wish = wishOf(values, held.value.certificate)
  const tasks = files.map((from): FileTask => ({ from, to: join(out, basename(from)), wish, ...values.visible === true ? { shown: shownLines(wish) } : {} }))
  return told(await all(signFiles(tasks, means, Math.min(availableParallelism(), Math.ceil(files.length / 16)))))
}

function passwordFrom(name: string | undefined): string {
  if (name === undefined) throw new WrongUsage('Name the variable that has the password: --password-env NAME.')
  const password = process.env[name]
  if (password === undefined) throw new WrongUsage(`The variable ${name} is not set; it should have the password of the key.`)
  return password
}

async function readKeyFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    throw new WrongUsage(`The file ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** `--level` is what is wanted at least; without it a time stamp is added when somebody is named who gives one. */
function timestampUrls(urls: readonly string[], level: string | undefined): readonly string[] {
  if (level !== undefined && level !== 'B-B' && level !== 'B-T') throw new WrongUsage('--level is B-B or B-T.')
  if (level === 'B-T' && urls.length === 0) throw new WrongUsage('B-T needs an authority of time stamps: --tsa URL.')
  for (const url of urls) if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw new WrongUsage(`${url} is no address of an authority.`)
  return level === 'B-B' ? [] : urls
}

/** A signature by such a certificate would be worth nothing from the first moment. */
function unfit({ notBefore, notAfter, extensions }: Certificate, now: Date): string | undefined {
  if (now > notAfter) return 'certificate-expired'
  if (now < notBefore) return 'certificate-not-yet-valid'
  const usage = keyUsageOf(extensions)
  return usage === undefined || usage.has('digitalSignature') || usage.has('nonRepudiation') ? undefined : 'certificate-not-for-signing'
}

function meansOf({ key, certificate, chain }: Pkcs12, timestampUrls: readonly string[], perMinute = '1000'): Means {
  if (!/^[1-9]\d{0,6}$/.test(perMinute)) throw new WrongUsage('--tsa-per-minute is a whole number.')
  return { key, chain: [certificate, ...chain].map(({ der }) => der), timestampUrls, timestampsPerMinute: Number(perMinute) }
}

interface Words { readonly reason?: string; readonly location?: string; readonly name?: string; readonly field?: string; readonly certify?: string; readonly final?: boolean }

function wishOf({ reason, location, name, field, certify = 'first', final = false }: Words, { subject }: Certificate): Wish {
  if (certify !== 'first' && certify !== 'none' && certify !== 'P1' && certify !== 'P2' && certify !== 'P3') throw new WrongUsage('--certify is first, none, P1, P2 or P3.')
  const known = name ?? attributeOf(subject, 'CN')
  return { signedAt: new Date(), certification: certify, final, ...Object.fromEntries(Object.entries({ name: known, reason, location, field }).filter(([, value]) => value !== undefined)) }
}

/** What a visible block says, in the language of the office. */
const shownLines = ({ name, reason, signedAt }: Wish): readonly string[] => [
  ...name === undefined ? [] : [name], `Elektronicky podepsáno ${new Intl.DateTimeFormat('cs-CZ', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Europe/Prague' }).format(signedAt).replaceAll('\u00a0', ' ')}`,
  ...reason === undefined ? [] : [reason],
]

async function all(outcomes: AsyncIterable<Signed>): Promise<readonly Signed[]> {
  const list: Signed[] = []
  for await (const outcome of outcomes) list.push(outcome)
  return list
}

/** Nothing was even begun. */
const refused = (code: string): Outcome => ({ ok: false, json: { refusal: code, message: signingText(code) }, lines: [`${code}: ${signingText(code)}`] })

function told(outcomes: readonly Signed[]): Outcome {
  const json = outcomes.map(({ task: { from }, outcome }) => (outcome.ok
    ? { file: from, outcome: 'signed', out: outcome.value.to, level: outcome.value.level, ...outcome.value.field === undefined ? {} : { field: outcome.value.field }, bytes: outcome.value.bytes }
    : { file: from, outcome: 'refused', code: outcome.refusal, message: signingText(outcome.refusal) }))
  const lines = outcomes.map(({ task: { from }, outcome }) =>
    (outcome.ok ? `${from}: signed, ${outcome.value.level}, ${outcome.value.to}` : `${from}: refused, ${outcome.refusal}: ${signingText(outcome.refusal)}`))
  const done = outcomes.filter(({ outcome }) => outcome.ok).length
  return { ok: done === outcomes.length, json, lines: [...lines, `${done} of ${outcomes.length} signed.`] }
}
