import { createHash } from 'node:crypto'
import type {} from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import type { Result } from '../../kernel/result.ts'
import { plainLine } from '../../platform/mail/index.ts'
import type { Frame, VerifiedPage, VerifyPage } from './pages.ts'
import type { ProofRefusal, ProvenReceipt } from './service-portal.ts'

/** No proof is longer. */
const longestProof = 256 * 1024

interface Uploads {
  readonly proof: { readonly name: string; readonly text: string } | null
  readonly document: { readonly name: string; readonly sha256: string } | null
  readonly language: 'cs' | 'en' | null
}

/** The two files of the form that verifies a proof. The second is only hashed as it flows by, never kept. */
export async function readUploads(request: FastifyRequest): Promise<Uploads> {
  let uploads: Uploads = { proof: null, document: null, language: null }
  for await (const part of request.parts({ limits: { files: 2, fields: 5 } })) {
    if (part.type === 'field') {
      if (part.fieldname === 'lang' && (part.value === 'cs' || part.value === 'en')) uploads = { ...uploads, language: part.value }
      continue
    }
    const [hash, kept] = [createHash('sha256'), [] as Buffer[]]
    let size = 0
    for await (const chunk of part.file as AsyncIterable<Buffer>) {
      size += chunk.byteLength
      hash.update(chunk)
      if (part.fieldname === 'proof' && size <= longestProof) kept.push(chunk)
    }
    const name = plainLine(part.filename).slice(0, 200)
    if (size === 0) continue
    // A longer text is cut, and so proves nothing.
    if (part.fieldname === 'proof') uploads = { ...uploads, proof: { name, text: Buffer.concat(kept).toString('utf8') } }
    if (part.fieldname === 'document' && !part.file.truncated) uploads = { ...uploads, document: { name, sha256: hash.digest('hex') } }
  }
  return uploads
}

/** The page that says what came of the verification. */
export function presentVerdict(
  verdict: Result<ProvenReceipt, ProofRefusal>, fileName: string, document: Uploads['document'],
): { status: number; body: Omit<VerifiedPage, keyof Frame> | Omit<VerifyPage, keyof Frame> } {
  if (!verdict.ok) {
    if (verdict.refusal === 'not-a-proof') return { status: 422, body: { kind: 'verify', wrong: 'not-a-proof' } }
    return { status: 422, body: { kind: 'verified', fileName, verdict: verdict.refusal === 'foreign-log' ? 'unknown' : 'invalid' } }
  }
  const { number, receivedAt, recordedAt, parts } = verdict.value
  const sha256 = document?.sha256 ?? parts[0]?.sha256
  return {
    status: 200,
    body: {
      kind: 'verified', fileName, verdict: 'valid', number, receivedAt, recordedAt, parts,
      ...(document ? { document: { fileName: document.name, matches: parts.some((part) => part.sha256 === document.sha256) } } : {}),
      ...(sha256 === undefined ? {} : { sha256 }),
    },
  }
}
