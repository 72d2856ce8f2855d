import type { DocumentReport, Problem, ProblemCode } from '../../engines/verdict/index.ts'
import { expectSandboxed, runSandboxed, type SandboxRefusal } from '../sandbox/index.ts'
import type { VerdictInput } from './judge.ts'

/** What one file may cost. */
const limits = { timeoutMs: 20_000, memoryMb: 768 }

const judgeModule = new URL('judge.ts', import.meta.url)

/** A file to be judged comes soon: what judges it may load already. */
export const expectForeignFile = (): void => expectSandboxed(judgeModule, limits)

const codes: Readonly<Record<SandboxRefusal, ProblemCode>> = { 'timed-out': 'too-costly', 'out-of-memory': 'too-costly', crashed: 'unreadable-file' }

/**
 * Judges the signatures of a file in the sandbox. A file that takes too long, too much, or brings the reader down gets a report that
 * says so: it failed, since nobody could read it. `signal` gives up earlier; `isLast` says that no other file is expected soon.
 */
export async function judgeForeignFile(input: VerdictInput, { signal, isLast = false }: { readonly signal?: AbortSignal; readonly isLast?: boolean } = {}): Promise<DocumentReport> {
  const judged = await runSandboxed<VerdictInput, DocumentReport>(judgeModule, input, { ...limits, isLast, ...signal && { signal } })
  if (judged.ok) return judged.value
  return unreadable({ code: codes[judged.refusal], about: judged.refusal })
}

/** The report of a file nobody could read: it failed. */
export const unreadable = (why: Problem): DocumentReport => ({ kind: 'unknown', verdict: 'TOTAL_FAILED', signatures: [], timestamps: [], problems: [why], wanted: [] })
