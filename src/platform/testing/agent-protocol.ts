import { z } from 'zod'

/** What goes between the office and the agent at somebody's computer; written down in docs/card-agent.md. Bytes are in base64. */
export const agentProtocol = 1

const base64 = z.base64().max(20_000)

/** A list is opened whole: the agent shows it, and signs nothing else. */
export const BatchRequest = z.object({
  title: z.string().min(1).max(200),
  /** SHA-256 of the certificate whose key is to sign, in hexadecimal. */
  certificate: z.string().regex(/^[0-9a-f]{64}$/),
  documents: z.array(z.object({ name: z.string().min(1).max(500), digest: base64, hash: z.enum(['sha256', 'sha384', 'sha512']) })).min(1).max(5_000),
})
export const BatchAnswer = z.object({
  batch: z.string().min(1).max(200),
  /** Signatures by one PIN; `null`: any number. */
  perConfirmation: z.number().int().positive().nullable(),
})
/** Which of the list, by their place in it. */
export const SignRequest = z.object({ batch: z.string().min(1).max(200), indices: z.array(z.number().int().nonnegative()).min(1).max(200) })
export const AgentTrouble = z.enum(['confirmation-needed', 'not-authorised', 'pin-incorrect', 'key-locked', 'key-removed', 'driver-missing'])
/** Fewer signatures than asked come with the reason. */
export const SignAnswer = z.object({ signatures: z.array(base64).max(200), trouble: AgentTrouble.nullable() })
export const EndRequest = z.object({ batch: z.string().min(1).max(200) })
