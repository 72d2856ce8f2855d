import { encodeSubmission, type Submission } from '../../engines/merkle/index.ts'
import type { WitnessAnswer } from '../../modules/audit/index.ts'

type Submitted = Submission & { readonly size: number }

/** A witness answers at once; one that does not is asked again at the next turn. */
const patienceMs = 10_000
const longestAnswer = 64 * 1024

/**
 * Asks a witness to cosign the newest checkpoint. `known` is where it was when it answered last; when it is elsewhere it says so and is
 * asked from there. Never throws: whatever goes wrong on the way is `unreachable`. Undefined where the log has nothing to show.
 */
export async function askWitness(
  url: string, known: number, submission: (oldSize: number) => Promise<Submitted | undefined>,
): Promise<{ readonly answer: WitnessAnswer; readonly submitted: Submitted | undefined }> {
  // A log that is shorter than what the witness cosigned is shown as it is: the witness then says what it knows.
  const first = await submission(known) ?? await submission(0)
  if (!first) return { submitted: first, answer: { outcome: 'unreachable', detail: 'the log has nothing to show' } }
  const answered = await post(url, first)
  if ('problem' in answered) return { submitted: first, answer: { outcome: 'unreachable', detail: answered.problem } }
  if (answered.status !== 409) return { submitted: first, answer: judged(answered) }
  const size = /^(0|[1-9]\d{0,15})\n$/.exec(answered.text)?.[1]
  if (size === undefined) return { submitted: first, answer: { outcome: 'contradicts', detail: 'it knows another log of this size' } }
  const second = await submission(Number(size))
  if (!second) return { submitted: first, answer: { outcome: 'contradicts', detail: `it knows ${size} entries and the log does not go on from them` } }
  const again = await post(url, second)
  if ('problem' in again) return { submitted: second, answer: { outcome: 'unreachable', detail: again.problem } }
  if (again.status === 409) return { submitted: second, answer: { outcome: 'contradicts', detail: `it knows another log of ${size} entries` } }
  return { submitted: second, answer: judged(again) }
}

interface Answered { readonly status: number; readonly text: string }

function judged({ status, text }: Answered): WitnessAnswer {
  if (status === 200) return { outcome: 'cosigned', lines: text }
  if (status === 422) return { outcome: 'contradicts', detail: 'the log does not only add to what it saw' }
  if (status === 403) return { outcome: 'refused', detail: 'it knows this log under another key' }
  if (status === 404) return { outcome: 'refused', detail: 'it does not watch this log' }
  return status >= 500 || status === 429 ? { outcome: 'unreachable', detail: `it answered ${status}` } : { outcome: 'refused', detail: `it answered ${status}` }
}

async function post(url: string, submission: Submitted): Promise<Answered | { readonly problem: string }> {
  try {
    const response = await fetch(`${url}/add-checkpoint`, {
      method: 'POST', body: encodeSubmission(submission), headers: { 'content-type': 'text/plain; charset=utf-8' }, redirect: 'error', signal: AbortSignal.timeout(patienceMs),
    })
    return { status: response.status, text: await limited(response) }
  } catch (error) {
    return { problem: error instanceof Error ? `${error.message}${error.cause instanceof Error ? `: ${error.cause.message}` : ''}`.slice(0, 300) : 'no answer' }
  }
}

/** Reads no more than a witness has to say. */
async function limited(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > longestAnswer) throw new Error('the answer is too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
