import type { ShownConsignment } from './service-shown.ts'

/** What of a consignment leaves the server; the only way out. */
export function presentConsignment({ consignment, attempts }: ShownConsignment) {
  const { id, channel, partyId, recipient, email, address, state, askedAt, sentAt, deliveredAt, response, tries, postingNumber, settles, resolvedAt } = consignment
  return {
    id, channel, partyId, recipient, email, address, state, askedAt, sentAt, deliveredAt, response, tries, postingNumber, settles,
    resolved: resolvedAt !== null, attempts: attempts.map(({ number, at, outcome, response: said }) => ({ number, at, outcome, response: said })),
  }
}
