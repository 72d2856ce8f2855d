import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { runSandboxed, type SandboxRefusal } from '../sandbox/index.ts'
import type { Markup } from './markup-inside.ts'

const inside = new URL('markup-inside.ts', import.meta.url)
const answer = z.string()

/** The words of HTML or of the XML of office programs, read in the sandbox. */
export async function markupText(markup: Markup): Promise<Result<string, SandboxRefusal>> {
  const run = await runSandboxed<Markup, unknown>(inside, markup, { timeoutMs: 20_000, memoryMb: 512 })
  if (!run.ok) return refuse(run.refusal)
  const text = answer.safeParse(run.value)
  return text.success ? accept(text.data) : refuse('crashed')
}
