import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { runSandboxed, type SandboxRefusal } from '../sandbox/index.ts'
import { archiveLimits, archiveRefusals, type ArchiveLimits, type ArchiveRefusal } from '../../engines/zip/index.ts'
import type { Opened, OpeningInput } from './open-inside.ts'

const inside = new URL('open-inside.ts', import.meta.url)

/** Judges a ZIP and unpacks it with all archives within. Never throws on any bytes, and ends within half a minute. */
export function openArchive(bytes: Uint8Array, limits: Partial<ArchiveLimits> = {}): Promise<Result<Opened, ArchiveRefusal | SandboxRefusal>> {
  return ask({ bytes, limits: { ...archiveLimits, ...limits }, keep: true })
}

/** As `openArchive`, and only says what lies within: for containers that are one document, such as those of office programs. */
export async function listArchive(bytes: Uint8Array, limits: Partial<ArchiveLimits> = {}): Promise<Result<readonly string[], ArchiveRefusal | SandboxRefusal>> {
  const opened = await ask({ bytes, limits: { ...archiveLimits, ...limits }, keep: false })
  return opened.ok ? accept([...opened.value.files.map(({ path }) => path.join('/')), ...opened.value.skipped]) : opened
}

async function ask(input: OpeningInput): Promise<Result<Opened, ArchiveRefusal | SandboxRefusal>> {
  const answer = await runSandboxed<OpeningInput, unknown>(inside, input, { timeoutMs: 30_000, memoryMb: 1_024 })
  if (!answer.ok) return refuse(answer.refusal)
  // The process has read hostile bytes: what it says is checked as at any other door.
  const told = opening.safeParse(answer.value)
  return told.success ? told.data : refuse('crashed')
}

const opening = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.object({
    files: z.array(z.object({ path: z.array(z.string()).min(1), bytes: z.instanceof(Uint8Array) })), skipped: z.array(z.string()) }) }),
  z.object({ ok: z.literal(false), refusal: z.enum(archiveRefusals) }),
])
