import { refuse, type Result } from '../../kernel/result.ts'
import { runSandboxed, type SandboxRefusal } from '../sandbox/index.ts'
import type { ReadingInput } from './read-inside.ts'
import { mailLimits, mailReading, refusals, type MailLimits, type MailReading, type MailRefusal } from './reading.ts'

const inside = new URL('read-inside.ts', import.meta.url)
const smallBytes = 2 * 1024 * 1024

/**
 * Reads a mail as two parsers understand it, in the sandbox. Everything either of them finds is kept; where they differ,
 * a warning says so. Never throws on any bytes, and ends within half a minute.
 */
export async function readMail(
  bytes: Uint8Array, options: Partial<MailLimits> & { readonly signal?: AbortSignal } = {},
): Promise<Result<MailReading, MailRefusal | SandboxRefusal>> {
  const { signal, ...given } = options
  const limits = { ...mailLimits, ...given }
  if (bytes.byteLength > limits.maxBytes) return refuse('too-large')
  const answer = await runSandboxed<ReadingInput, unknown>(inside, { bytes, limits }, {
    timeoutMs: 30_000, memoryMb: bytes.byteLength <= smallBytes ? 256 : 1_024, ...signal ? { signal } : {},
  })
  if (!answer.ok) return refuse(answer.refusal)
  return understand(answer.value)
}

/** The sandbox has met hostile bytes: what comes out of it is checked like anything else from outside. */
function understand(answer: unknown): Result<MailReading, MailRefusal | SandboxRefusal> {
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) return refuse('crashed')
  if (answer.ok === true && 'value' in answer) {
    const reading = mailReading.safeParse(answer.value)
    return reading.success ? { ok: true, value: reading.data } : refuse('crashed')
  }
  const refusal = 'refusal' in answer ? refusals.find((one) => one === answer.refusal) : undefined
  return refuse(refusal ?? 'crashed')
}
