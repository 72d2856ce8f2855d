import { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import type { DeliveredEvent } from '../../platform/events/index.ts'
import type { Happening, StepKind } from './model.ts'

/** What the room listens to. Fields it has no use for are dropped at the door. */
export const heardEvents = [
  'records.registered', 'records.handed-over', 'records.settled', 'circulation.statements-asked', 'circulation.statements-complete',
  'circulation.approved', 'dispatch.sent', 'records.reopened',
] as const
export type HeardEvent = (typeof heardEvents)[number]

/** Each of `documentIds` is the received document, an answer to it, or what the answer belongs to: the listener finds out. */
export interface Heard {
  readonly documentIds: readonly Id<'Document'>[]
  readonly happenings: readonly Happening[]
}

const id = z.uuid().transform((value) => value as Id<'Document'>)
const units = z.array(z.string().max(200)).max(200)

const one = <Kind extends StepKind>(kind: Kind) => (body: { documentId: Id<'Document'>; units?: readonly string[] }) => (
  { documentIds: [body.documentId], told: [{ kind, unitIds: body.units ?? [] }] })

const bodies = {
  // Registered by one unit for another: the matter has been handed over at the same moment.
  'records.registered': z.object({ documentId: id, unitId: z.string(), handedOver: z.boolean().default(false) }).transform(({ documentId, unitId, handedOver }) => (
    { documentIds: [documentId], told: (handedOver ? ['registered', 'handed-over'] as const : ['registered'] as const).map((kind) => ({ kind, unitIds: [unitId] })) })),
  'records.handed-over': z.object({ documentId: id, unitId: z.string() }).transform(({ documentId, unitId }) => one('handed-over')({ documentId, units: [unitId] })),
  'records.settled': z.object({ documentId: id }).transform(one('settled')),
  'circulation.statements-asked': z.object({ documentId: id, units: units.default([]) }).transform(one('statements-asked')),
  'circulation.statements-complete': z.object({ documentId: id }).transform(one('statements-complete')),
  'circulation.approved': z.object({ documentId: id }).transform(one('approved')),
  'dispatch.sent': z.object({ documentId: id, answersId: id.nullish() }).transform(({ documentId, answersId }) => one('answered')({ documentId: answersId ?? documentId })),
  'records.reopened': z.object({ documentIds: z.array(id).max(10_000) }).transform(({ documentIds }) => ({ documentIds, told: [{ kind: 'reopened' as const, unitIds: [] }] })),
} satisfies Record<HeardEvent, z.ZodType>

/** Throws when a room tells something else than was agreed: the event then waits until it is mended. */
export function hear(name: HeardEvent, event: Pick<DeliveredEvent, 'id' | 'at' | 'body'>): Heard {
  const { documentIds, told } = bodies[name].parse(event.body)
  return { documentIds, happenings: told.map(({ kind, unitIds }) => ({ id: event.id, at: event.at, kind, unitIds })) }
}
