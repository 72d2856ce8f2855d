import { accept, refuse, type Result } from '../../kernel/result.ts'
import { base64, childOf, childrenOf, pathOf, textAt, textOf } from '../xml/index.ts'
import type { ListPointer, Provider, TrustedList } from './list.ts'
import { additional, tsl } from './namespaces.ts'
import { parseService, timeOf } from './parse-service.ts'

export type ListRefusal = 'not-a-list' | 'unsupported-version' | 'incomplete'

const supported = new Set([4, 5, 6])

/** Reads what the document says. Who said it is another matter: see `openList`. */
export function parseList(document: Document): Result<TrustedList, ListRefusal> {
  const root = document.documentElement
  if (root.localName !== 'TrustServiceStatusList' || root.namespaceURI !== tsl) return refuse('not-a-list')
  const scheme = childOf(root, tsl, 'SchemeInformation')
  const version = numberAt(scheme, 'TSLVersionIdentifier')
  if (version === undefined) return refuse('incomplete')
  if (!supported.has(version)) return refuse('unsupported-version')
  const heading = headingOf(scheme)
  const providers = all(childrenOf(childOf(root, tsl, 'TrustServiceProviderList'), tsl, 'TrustServiceProvider').map(parseProvider))
  const pointers = all(childrenOf(childOf(scheme, tsl, 'PointersToOtherTSL'), tsl, 'OtherTSLPointer').map(parsePointer))
  if (!heading || !providers || !pointers) return refuse('incomplete')
  return accept({ version, ...heading, pointers, providers })
}

/** What every list must say of itself, or nothing when a part is missing. */
function headingOf(scheme: Element | undefined) {
  const sequence = numberAt(scheme, 'TSLSequenceNumber')
  const issuedAt = timeOf(textAt(scheme, tsl, 'ListIssueDateTime'))
  const [type, territory] = [textAt(scheme, tsl, 'TSLType'), textAt(scheme, tsl, 'SchemeTerritory')]
  const next = childOf(scheme, tsl, 'NextUpdate')
  const nextUpdateAt = next && childOf(next, tsl, 'dateTime') ? timeOf(textAt(next, tsl, 'dateTime')) : null
  if (sequence === undefined || !issuedAt || !type || !territory || !next || nextUpdateAt === undefined) return undefined
  const schemeUris = childrenOf(childOf(scheme, tsl, 'SchemeInformationURI'), tsl, 'URI').flatMap((uri) => textOf(uri) ?? [])
  return { sequence, type, territory, operator: textAt(scheme, tsl, 'SchemeOperatorName', 'Name') ?? '', issuedAt, nextUpdateAt, schemeUris }
}

function parsePointer(element: Element): ListPointer | undefined {
  const location = textAt(element, tsl, 'TSLLocation')
  if (!location) return undefined
  const others = childrenOf(childOf(element, tsl, 'AdditionalInformation'), tsl, 'OtherInformation')
  const told = (namespace: string, name: string) => others.map((other) => textAt(other, namespace, name)).find((text) => text !== undefined) ?? ''
  const certificates = childrenOf(childOf(element, tsl, 'ServiceDigitalIdentities'), tsl, 'ServiceDigitalIdentity')
    .flatMap((identity) => childrenOf(identity, tsl, 'DigitalId')).flatMap((id) => base64(textAt(id, tsl, 'X509Certificate')) ?? [])
  return { location, territory: told(tsl, 'SchemeTerritory'), type: told(tsl, 'TSLType'), mimeType: told(additional, 'MimeType'), certificates }
}

function parseProvider(element: Element): Provider | undefined {
  const information = childOf(element, tsl, 'TSPInformation')
  const services = all(childrenOf(childOf(element, tsl, 'TSPServices'), tsl, 'TSPService').map(parseService))
  if (!information || !services || services.length === 0) return undefined
  return { name: textOf(pathOf(information, tsl, 'TSPName', 'Name')) ?? '', services }
}

function numberAt(scheme: Element | undefined, name: string): number | undefined {
  const text = textAt(scheme, tsl, name)
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

const all = <Value>(values: readonly (Value | undefined)[]): Value[] | undefined => {
  const there = values.filter((value) => value !== undefined)
  return there.length === values.length ? there : undefined
}
