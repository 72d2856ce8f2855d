import { randomUUID } from 'node:crypto'
import type {} from '@fastify/multipart'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import { ContentTooLong } from '../../platform/files/index.ts'
import { refuseTooLong, type Server } from '../../platform/http/index.ts'
import { safeName } from '../../platform/mail/index.ts'
import { access } from './access.ts'
import { faultsOf, formLimits, type SubmittedForm } from './model-form.ts'
import type { Frame, SubmitPage, SubmitConfirmPage, SubmittedPage } from './pages.ts'
import { seal, submit, unseal, type SubmitDeps } from './service-submit.ts'
import type { PublicOffice } from './store.ts'

type Body = (Omit<SubmitPage, keyof Frame> | Omit<SubmitConfirmPage, keyof Frame> | Omit<SubmittedPage, keyof Frame>
  | { readonly kind: 'too-many-tries'; readonly minutes: number } | { readonly kind: 'no-such-page' }) & Partial<Pick<Frame, 'otherLanguage'>>

interface Surroundings {
  readonly officeOf: (request: FastifyRequest) => Promise<PublicOffice | undefined>
  readonly show: (request: FastifyRequest, reply: FastifyReply, office: PublicOffice | undefined, body: Body, status?: number) => FastifyReply
}

const open = { config: { access: access.submit }, schema: { hide: true } } as const
const action = '/portal/podani'
/** From one address in ten minutes: looks at a filled form, those of them that bring files to be stored, and submissions. */
const looks = { max: 60, timeWindow: 600_000 }
const loads = { max: 20, timeWindow: 600_000 }
/** A form without files is never longer. */
const lightBytes = 512 * 1024
const sendings = { max: 10, timeWindow: 600_000 }

const Kept = z.object({
  key: z.uuid(), name: z.string(), email: z.string(), phone: z.string(), subject: z.string(), text: z.string(),
  files: z.array(z.object({ name: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/).transform((hash) => hash as Sha256), size: z.number() })),
})
type Draft = SubmittedForm & { readonly key: string }
const emptyDraft = (): Draft => ({ key: randomUUID(), name: '', email: '', phone: '', subject: '', text: '', files: [] })

/**
 * A submission by a form in three pages that work without JavaScript: filled in, looked over, sent. What was typed, and the files already
 * sent along, stay through every error; the page carries them sealed.
 */
export function submitRoutes(portal: Server, deps: SubmitDeps, { officeOf, show }: Surroundings) {
  const [looking, loading, sending] = [portal.createRateLimit(looks), portal.createRateLimit(loads), portal.createRateLimit(sendings)]
  const isHeavy = ({ headers }: FastifyRequest) => !(Number(headers['content-length']) <= lightBytes)
  const sealed = (draft: Draft) => seal(deps.portalKey, draft)
  const again = (draft: Draft, language: string) => ({ action, fields: { draft: sealed(draft), step: 'edit', lang: language === 'cs' ? 'en' : 'cs' } })
  const formPage = (draft: Draft, faults: SubmitPage['faults'] = {}) => ({ kind: 'submit' as const, ...draft, draft: sealed(draft), faults, limits: formLimits })

  portal.get(action, open, async (request, reply) => {
    const office = await officeOf(request)
    return office ? show(request, reply, office, formPage(emptyDraft())) : show(request, reply, office, { kind: 'no-such-page' }, 404)
  })

  portal.post(action, { ...open, onRequest: refuseTooLong((formLimits.files + 1) * formLimits.fileBytes) }, async (request, reply) => {
    const office = await officeOf(request)
    if (!office) return show(request, reply, office, { kind: 'no-such-page' }, 404)
    const limit = await (isHeavy(request) ? loading : looking)(request)
    if (!limit.isAllowed && limit.isExceeded) return show(request, reply, office, { kind: 'too-many-tries', minutes: Math.ceil(limit.ttl / 60_000) }, 429)
    const { draft, step, language, ...given } = await readForm(request, office.tenantId)
    if (language) request.language = language
    const otherLanguage = again(draft, request.language)
    if (step === 'edit') return show(request, reply, office, { ...formPage(draft), otherLanguage })
    const faults = faultsOf(draft, given)
    if (faults) return show(request, reply, office, { ...formPage(draft, faults), otherLanguage }, 422)
    if (step !== 'send') return show(request, reply, office, { kind: 'submit-confirm', ...draft, draft: sealed(draft), otherLanguage })
    const sent = await sending(request)
    if (!sent.isAllowed && sent.isExceeded) return show(request, reply, office, { kind: 'too-many-tries', minutes: Math.ceil(sent.ttl / 60_000) }, 429)
    const { key, ...form } = draft
    const submitted = await submit(deps, office.tenantId, form, `portal-${key}`)
    if (!submitted.ok) return show(request, reply, office, { ...formPage({ ...draft, key: randomUUID() }), otherLanguage }, 409)
    const { number, code, receivedAt } = submitted.value
    return show(request, reply, office, { kind: 'submitted', number, code, receivedAt: receivedAt.toISOString(), subject: form.subject })
  })

  /** Everything the page sent: typed fields over those sealed before, new files after those that were kept. */
  async function readForm(request: FastifyRequest, tenantId: Id<'Tenant'>) {
    const fields = new Map<string, string>()
    const kept: string[] = []
    const added: SubmittedForm['files'][number][] = []
    let [tooLarge, tooMany] = [false, false]
    const limits = { files: formLimits.files + 5, fields: 40, fileSize: formLimits.fileBytes + 1, fieldSize: 400_000 }
    for await (const part of request.parts({ limits })) {
      if (part.type === 'field') {
        const value = typeof part.value === 'string' ? part.value : ''
        if (part.fieldname === 'keep') kept.push(value)
        else fields.set(part.fieldname, value)
        continue
      }
      if (added.length >= formLimits.files) {
        part.file.resume()
        tooMany = true
        continue
      }
      const stored = await deps.files.putStream(tenantId, whole(part.file as AsyncIterable<Buffer>, formLimits.fileBytes), { maxBytes: formLimits.fileBytes })
        .catch((error: unknown) => { if (error instanceof ContentTooLong) return null; throw error })
      if (!stored) tooLarge = true
      else if (stored.size > 0) added.push({ ...stored, name: safeName(part.filename.split(/[/\\]/).at(-1) ?? '') || 'soubor' })
    }
    const before = Kept.safeParse(unseal(deps.portalKey, fields.get('draft') ?? ''))
    const draft: Draft = before.success ? before.data : emptyDraft()
    const step = fields.get('step') ?? 'check'
    const typed = (name: 'name' | 'email' | 'phone' | 'subject', max: number) => step === 'check' ? clean(fields.get(name) ?? '', max) : draft[name]
    const lang = fields.get('lang')
    return {
      step, tooLarge, tooMany, trap: fields.get('web') ?? '', language: lang === 'cs' || lang === 'en' ? lang as 'cs' | 'en' : null,
      draft: {
        ...draft, name: typed('name', 300), email: typed('email', 254), phone: typed('phone', 40), subject: typed('subject', 500),
        text: step === 'check' ? (fields.get('text') ?? '').toWellFormed().replaceAll('\0', '').replace(/\r\n?/g, '\n').trim() : draft.text,
        files: [...step === 'check' ? draft.files.filter(({ sha256 }) => kept.includes(sha256)) : draft.files, ...added],
      },
    }
  }
}

const clean = (value: string, max: number) => value.toWellFormed().replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim().slice(0, max)

/** Reads a file that is too long to its end, so that what follows it in the form is read too, and only then says so. */
async function* whole(source: AsyncIterable<Buffer>, most: number): AsyncGenerator<Buffer> {
  let size = 0
  for await (const chunk of source) {
    size += chunk.byteLength
    if (size <= most) yield chunk
  }
  if (size > most) throw new ContentTooLong(most)
}
