import { identityOfDer } from './identity.ts'
import type { Provider, Service, ServicePeriod, TrustedList } from './list.ts'
import { regulationInForce, statuses } from './uris.ts'

/** A service with the list and the provider that stand behind it. */
export interface FoundService {
  readonly list: TrustedList
  readonly provider: Provider
  readonly service: Service
}

/** Finds services by the certificates of a chain. Made once for many documents. */
export interface TrustIndex {
  readonly lists: readonly TrustedList[]
  /** The services that a certificate (DER) speaks for: of the same name and key, whatever else the certificate says. */
  servicesOf(der: Uint8Array, ski?: Uint8Array): readonly FoundService[]
  /** Certificates (DER) of services of this name (`Name.key`), of any type and status: candidates for anchors, each to be judged by its service at a time. */
  anchorsNamed(subject: string): readonly Uint8Array[]
}

export function indexServices(lists: readonly TrustedList[]): TrustIndex {
  const byKey = new Map<string, FoundService[]>()
  const anchors = new Map<string, Map<string, Uint8Array>>()
  const add = (key: string, found: FoundService) => {
    const there = byKey.get(key)
    if (!there) byKey.set(key, [found])
    else if (!there.includes(found)) there.push(found)
  }
  for (const found of lists.flatMap((list) => list.providers.flatMap((provider) => provider.services.map((service) => ({ list, provider, service }))))) {
    for (const identity of found.service.identities) {
      if (identity.kind === 'key') add(keyOfSki(identity.ski), found)
      if (identity.kind !== 'certificate') continue
      add(identity.key, found)
      const named = anchors.get(identity.subject) ?? new Map<string, Uint8Array>()
      anchors.set(identity.subject, named.set(identity.key, identity.der))
    }
  }
  const known = new WeakMap<Uint8Array, readonly FoundService[]>()
  const servicesOf = (der: Uint8Array, ski?: Uint8Array) => {
    if (byKey.size === 0) return []
    const before = known.get(der)
    if (before) return before
    const found = [...new Set([...byKey.get(identityOfDer(der)?.key ?? '') ?? [], ...ski ? byKey.get(keyOfSki(ski)) ?? [] : []])]
    known.set(der, found)
    return found
  }
  return { lists, servicesOf, anchorsNamed: (subject) => [...anchors.get(subject)?.values() ?? []] }
}

/** The period in force at a time, or nothing before the first. */
export const serviceAt = ({ periods }: Service, at: Date): ServicePeriod | undefined => periods.find(({ from }) => from.getTime() <= at.getTime())

const grantedUnderDirective = new Set<string>([statuses.accredited, statuses.underSupervision, statuses.supervisionInCessation, statuses.granted])

/** Whether the state stood behind the service at that time, by the words of the law then in force. */
export function isGranted(period: ServicePeriod | undefined, at: Date): boolean {
  if (!period || period.unknownCritical) return false
  return at.getTime() >= regulationInForce.getTime() ? period.status === statuses.granted : grantedUnderDirective.has(period.status)
}

/** A list past its next update is not to be relied on without saying so: what was withdrawn since would not be known. */
export const isOutdated = ({ nextUpdateAt }: TrustedList, at: Date): boolean => nextUpdateAt !== null && nextUpdateAt.getTime() < at.getTime()

const keyOfSki = (ski: Uint8Array) => `ski ${Buffer.from(ski).toString('hex')}`
