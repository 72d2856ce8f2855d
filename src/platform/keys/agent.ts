import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Certificate } from '../../engines/x509/index.ts'
import { AgentRefusal, BatchAnswer, SignAnswer } from './agent-protocol.ts'
import type { Ability, KeyTrouble, SigningKey, ToSign } from './model.ts'
import { fittingSignatures } from './signatures.ts'

/** The way to the agent: the page of the person who signs passes messages on. It fails when the page or the agent is gone. */
export interface AgentChannel {
  ask(verb: 'batch' | 'sign' | 'end', message: object): Promise<unknown>
}

export interface AgentBatch {
  readonly title: string
  readonly certificate: Certificate
  /** The whole list, in the order in which it will be signed. */
  readonly documents: readonly (Pick<ToSign, 'digest' | 'hash'> & { readonly name: string })[]
}

export type OpenedAgent = { readonly ok: true; readonly key: SigningKey; readonly ability: Ability } | { readonly ok: false; readonly trouble: KeyTrouble }

const atOnce = 50
const gone: KeyTrouble = { code: 'key-removed', again: false, detail: 'the agent does not answer' }

/** Shows the list at the computer of the person who signs, whose card signs it there. */
export async function openAgentKey(channel: AgentChannel, { title, certificate, documents }: AgentBatch): Promise<OpenedAgent> {
  const told = await askAgent(channel, 'batch', {
    title, certificate: createHash('sha256').update(certificate.der).digest('hex'), documents: documents.map(({ name, digest, hash }) => ({ name, hash, digest: inBase64(digest) })),
  }, BatchAnswer)
  if ('trouble' in told) return { ok: false, trouble: told.trouble }
  const { batch, perConfirmation } = told.answer
  return { ok: true, key: keyOf(channel, batch, certificate, documents), ability: { perConfirmation, secondsEach: perConfirmation === null ? 0.5 : 5 } }
}

function keyOf(channel: AgentChannel, batch: string, certificate: Certificate, documents: AgentBatch['documents']): SigningKey {
  const places = Map.groupBy(documents.map(({ digest }, index) => ({ name: inBase64(digest), index })), ({ name }) => name)
  const placeOf = ({ digest }: ToSign) => places.get(inBase64(digest))?.[0]?.index
  return {
    async sign(list) {
      const indices = list.map(placeOf)
      if (indices.includes(undefined)) return { signatures: [], trouble: { code: 'not-authorised', again: false } }
      const signatures: Uint8Array[] = []
      while (signatures.length < list.length) {
        const part = list.slice(signatures.length, signatures.length + atOnce)
        const told = await askAgent(channel, 'sign', { batch, indices: indices.slice(signatures.length, signatures.length + part.length) }, SignAnswer)
        if ('trouble' in told) return { signatures, trouble: told.trouble }
        const given = told.answer.signatures.map((text) => Buffer.from(text, 'base64'))
        const fitting = fittingSignatures(certificate, part, given)
        signatures.push(...fitting)
        if (fitting.length < given.length) return { signatures, trouble: { code: 'service-refused', again: false, detail: 'a signature that does not fit the certificate' } }
        if (fitting.length < part.length) return { signatures, trouble: told.answer.trouble ? { code: told.answer.trouble, again: false } : gone }
      }
      return { signatures, trouble: null }
    },
    async close() {
      await channel.ask('end', { batch }).catch(() => undefined)
    },
  }
}

async function askAgent<Answer>(channel: AgentChannel, verb: 'batch' | 'sign', message: object, shape: z.ZodType<Answer>): Promise<{ readonly answer: Answer } | { readonly trouble: KeyTrouble }> {
  const said = await channel.ask(verb, message).catch(() => null)
  if (said === null) return { trouble: gone }
  const refusal = AgentRefusal.safeParse(said)
  if (refusal.success) return { trouble: { code: refusal.data.refused, again: false } }
  const answer = shape.safeParse(said)
  return answer.success ? { answer: answer.data } : { trouble: { code: 'service-refused', again: false, detail: 'an answer that is not as the protocol says' } }
}

const inBase64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
