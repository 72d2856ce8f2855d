import type { ListPointer, Provider, Service, ServiceIdentity, ServicePeriod, TrustedList } from './list.ts'

/** The lists as JSON, so that each start does not read and verify megabytes of XML again. Whoever keeps it keeps what was verified. */
export function encodeLists(lists: readonly TrustedList[]): string {
  return JSON.stringify({ format, lists }, function (this: Record<string, unknown>, key, value: unknown) {
    const raw = this[key]
    if (raw instanceof Date) return { time: raw.toISOString() }
    return raw instanceof Uint8Array ? { bytes: Buffer.from(raw).toString('base64') } : value
  })
}

/** Nothing when it was written by another version, or is not ours: then the XML is to be read again. The text may come as the bytes of a file. */
export function decodeLists(text: string | Uint8Array): readonly TrustedList[] | undefined {
  try {
    const plain = typeof text === 'string' ? text : Buffer.from(text.buffer, text.byteOffset, text.length).toString('utf8')
    const read = JSON.parse(plain) as { format?: unknown; lists?: readonly Stored<TrustedList>[] }
    return read.format === format ? read.lists?.map(listFrom) : undefined
  } catch {
    return undefined
  }
}

const format = 'obeh-trusted-lists-2'

/** What JSON makes of it: times and bytes are told apart from text by a name of their own. */
type Stored<Value> = Value extends Date ? { readonly time: string } : Value extends Uint8Array ? { readonly bytes: string }
  : Value extends object ? { readonly [Key in keyof Value]: Stored<Value[Key]> } : Value

/* Each where it stands: to look for times and bytes in every value of megabytes would take three times as long. */

const timeFrom = ({ time }: Stored<Date>): Date => new Date(time)
const bytesFrom = ({ bytes }: Stored<Uint8Array>): Uint8Array => Buffer.from(bytes, 'base64')

const listFrom = (list: Stored<TrustedList>): TrustedList => ({
  ...list, issuedAt: timeFrom(list.issuedAt), nextUpdateAt: list.nextUpdateAt && timeFrom(list.nextUpdateAt), pointers: list.pointers.map(pointerFrom), providers: list.providers.map(providerFrom),
})

const pointerFrom = (pointer: Stored<ListPointer>): ListPointer => ({ ...pointer, certificates: pointer.certificates.map(bytesFrom) })
const providerFrom = (provider: Stored<Provider>): Provider => ({ ...provider, services: provider.services.map(serviceFrom) })
const serviceFrom = (service: Stored<Service>): Service => ({ identities: service.identities.map(identityFrom), periods: service.periods.map(periodFrom) })

function identityFrom(identity: Stored<ServiceIdentity>): ServiceIdentity {
  if (identity.kind === 'certificate') return { ...identity, der: bytesFrom(identity.der) }
  return identity.kind === 'key' ? { ...identity, ski: bytesFrom(identity.ski) } : identity
}

function periodFrom(period: Stored<ServicePeriod>): ServicePeriod {
  const { expiredCertificatesSince, ...sure } = period
  return { ...sure, from: timeFrom(period.from), ...expiredCertificatesSince && { expiredCertificatesSince: timeFrom(expiredCertificatesSince) } }
}
