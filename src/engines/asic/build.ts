import { hash } from 'node:crypto'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { writeZip, type EntryWritten } from '../zip/index.ts'
import { manifestNamespace } from './manifest.ts'
import { isSafeName, kindOfPart, mimetypeName } from './names.ts'
import type { Asic } from './read.ts'

export interface AsicFile {
  /** A path within the container, with forward slashes. */
  readonly name: string
  readonly bytes: Uint8Array
  readonly mimeType?: string
}

/** Why files do not make a container. `reserved-name`: the container itself uses it. */
export type AsicBuildRefusal = 'no-files' | 'not-one-file' | 'unsafe-name' | 'reserved-name' | 'repeated-name'

/** A container without its signature yet. */
export interface PreparedAsic {
  /** What the signature is over, detached: the manifest of all files in ASiC-E, the file itself in ASiC-S. */
  readonly signs: Uint8Array
  readonly entries: readonly EntryWritten[]
  readonly signatureName: string
}

const types = { 'asic-e': 'application/vnd.etsi.asic-e+zip', 'asic-s': 'application/vnd.etsi.asic-s+zip' } as const
const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256'

/** Makes files ready to be signed as one: `signs` is what goes to `cms.signatureBuilder`, its SignedData to `finishAsic`. The same files, the same bytes. */
export function prepareAsic(kind: keyof typeof types, files: readonly AsicFile[]): Result<PreparedAsic, AsicBuildRefusal> {
  const [only] = files
  if (!only) return refuse('no-files')
  if (kind === 'asic-s' && files.length > 1) return refuse('not-one-file')
  const fault = nameFault(files)
  if (fault) return refuse(fault)
  const start = [{ name: mimetypeName, bytes: Buffer.from(types[kind]), stored: true }, ...files.map(({ name, bytes }) => ({ name, bytes }))]
  if (kind === 'asic-s') return accept({ signs: only.bytes, entries: start, signatureName: 'META-INF/signature.p7s' })
  const signatureName = 'META-INF/signature001.p7s'
  const signs = manifestOf(files, { name: signatureName, type: 'application/pkcs7-signature' })
  return accept({ signs, entries: [...start, { name: 'META-INF/ASiCManifest001.xml', bytes: signs }], signatureName })
}

/** Whether one more signature can be put beside those a container has: only by CAdES in ASiC-E, where each has a manifest of its own. */
export const takesMore = ({ kind, signatures, xades, malformed }: Asic): boolean =>
  kind === 'asic-e' && signatures.length > 0 && xades.length === 0 && malformed.length === 0 && signatures.every(({ faults }) => faults.length === 0)

/** Makes a container ready for one more signature over all its data files, beside those it has, which stay what they are. The same container, the same bytes. */
export function prepareMore(asic: Asic): Result<PreparedAsic, 'takes-no-more'> {
  const { container: { files }, data } = asic
  if (!takesMore(asic)) return refuse('takes-no-more')
  const taken = new Set([...files.keys()].map((name) => name.toLowerCase()))
  const nameAt = (start: string, number: number, end: string) => `META-INF/${start}${String(number).padStart(3, '0')}${end}`
  let number = 1
  while ([nameAt('signature', number, '.p7s'), nameAt('ASiCManifest', number, '.xml')].some((name) => taken.has(name.toLowerCase()))) number++
  const signatureName = nameAt('signature', number, '.p7s')
  const signs = manifestOf(data.map((name) => ({ name, bytes: files.get(name) ?? new Uint8Array() })), { name: signatureName, type: 'application/pkcs7-signature' })
  const first = files.get(mimetypeName) ?? Buffer.from(types['asic-e'])
  const others = [...files].filter(([name]) => name !== mimetypeName).map(([name, bytes]) => ({ name, bytes }))
  return accept({ signs, signatureName, entries: [{ name: mimetypeName, bytes: first, stored: true }, ...others, { name: nameAt('ASiCManifest', number, '.xml'), bytes: signs }] })
}

function nameFault(files: readonly AsicFile[]): AsicBuildRefusal | undefined {
  const known = new Set<string>()
  for (const { name } of files) {
    if (!isSafeName(name) || name.endsWith('/')) return 'unsafe-name'
    if (kindOfPart(name) !== 'data') return 'reserved-name'
    const key = name.normalize('NFKC').toLowerCase()
    if (known.has(key)) return 'repeated-name'
    known.add(key)
  }
  return undefined
}

/** Puts the SignedData in. `at` is the time of the entries, which nobody vouches for. */
export const finishAsic = ({ entries, signatureName }: PreparedAsic, signature: Uint8Array, at: Date): Uint8Array =>
  writeZip([...entries, { name: signatureName, bytes: signature }], at)

/** A container with some parts anew, as a signature with more evidence or another signer; every other file as it was. */
export function withParts({ container: { files } }: Asic, parts: ReadonlyMap<string, Uint8Array>, at: Date): Uint8Array {
  const names = [...new Set([mimetypeName, ...files.keys(), ...parts.keys()])]
  return writeZip(names.flatMap((name) => {
    const bytes = parts.get(name) ?? files.get(name)
    return bytes ? [{ name, bytes, stored: name === mimetypeName }] : []
  }), at)
}

/** An ASiCManifest (EN 319 162-1 Annex A.4), or with a token as its signature an ASiCArchiveManifest (§ A.7). */
export function manifestOf(files: readonly AsicFile[], signature: { readonly name: string; readonly type: string }): Uint8Array {
  const references = files.map(({ name, bytes, mimeType }) => `
  <asic:DataObjectReference URI="${uriOf(name)}"${mimeType === undefined ? '' : ` MimeType="${escaped(mimeType)}"`}>
    <ds:DigestMethod Algorithm="${sha256}"/>
    <ds:DigestValue>${hash('sha256', bytes, 'base64')}</ds:DigestValue>
  </asic:DataObjectReference>`)
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<asic:ASiCManifest xmlns:asic="${manifestNamespace}" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
  <asic:SigReference URI="${uriOf(signature.name)}" MimeType="${signature.type}"/>${references.join('')}
</asic:ASiCManifest>
`)
}

const uriOf = (name: string) => escaped(name.split('/').map(encodeURIComponent).join('/'))
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll('\'', '&apos;')
