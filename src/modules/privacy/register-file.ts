import { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'
import type { Erasure } from './store.ts'

const id = <Kind extends string>() => z.uuid().transform((value) => value as Id<Kind>)
const at = z.iso.datetime().transform((value) => new Date(value))
const Registered = z.object({
  id: id<'Erasure'>(), reason: z.string(), plan: z.string(), proposed_by: id<'Person'>(), proposed_at: at, state: z.literal('confirmed'), decided_by: id<'Person'>().nullable(), decided_at: at.nullable(),
  subject: z.discriminatedUnion('kind', [z.object({ kind: z.literal('party'), ids: z.array(id<'Party'>()) }), z.object({ kind: z.literal('person'), id: id<'Person'>() })]),
  documents: z.array(id<'Document'>()), contents: z.array(z.string().regex(/^[0-9a-f]{64}$/).transform((value) => value as Sha256)), erased: z.number().nullable(), kept: z.number().nullable(),
})
const Registers = z.array(z.object({ tenantId: id<'Tenant'>(), erasures: z.array(Registered) }))

/** The register of erasures of every office, as it was written beside a backup; undefined when the text is none. */
export function readRegister(text: string): { readonly tenantId: Id<'Tenant'>; readonly erasures: readonly Erasure[] }[] | undefined {
  try {
    return Registers.parse(JSON.parse(text))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined
    throw error
  }
}
