import { attributeOf, base64, childOf, childrenOf, elementsOf, textAt, textOf } from '../xml/index.ts'
import { identityOfDer } from './identity.ts'
import type { Service, ServiceIdentity, ServicePeriod } from './list.ts'
import { additional, qualification, tsl } from './namespaces.ts'
import { parseQualification } from './parse-qualification.ts'

/** A service with its history, or nothing when a part that must be there is not. */
export function parseService(element: Element): Service | undefined {
  const present = childOf(element, tsl, 'ServiceInformation')
  const former = childrenOf(childOf(element, tsl, 'ServiceHistory'), tsl, 'ServiceHistoryInstance')
  const entries = present ? [present, ...former] : []
  const periods = entries.flatMap((entry) => parsePeriod(entry) ?? [])
  if (periods.length === 0 || periods.length !== entries.length) return undefined
  const identities = entries.flatMap((entry) => identitiesOf(entry))
  return { identities, periods: periods.toSorted((one, other) => other.from.getTime() - one.from.getTime()) }
}

function parsePeriod(element: Element): ServicePeriod | undefined {
  const [type, status] = [textAt(element, tsl, 'ServiceTypeIdentifier'), textAt(element, tsl, 'ServiceStatus')]
  const from = timeOf(textAt(element, tsl, 'StatusStartingTime'))
  if (!type || !status || !from) return undefined
  return { type, status, from, name: textAt(element, tsl, 'ServiceName', 'Name') ?? '', ...extensionsOf(element) }
}

function extensionsOf(element: Element): Pick<ServicePeriod, 'purposes' | 'qualifications' | 'expiredCertificatesSince' | 'unknownCritical'> {
  const extensions = childrenOf(childOf(element, tsl, 'ServiceInformationExtensions'), tsl, 'Extension')
  const within = (namespace: string, name: string) => extensions.flatMap((extension) => childrenOf(extension, namespace, name))
  const since = within(tsl, 'ExpiredCertsRevocationInfo').map((one) => timeOf(textOf(one))).find((time) => time !== undefined)
  return {
    purposes: within(tsl, 'AdditionalServiceInformation').flatMap((one) => textAt(one, tsl, 'URI') ?? []),
    qualifications: within(qualification, 'Qualifications').flatMap((one) => childrenOf(one, qualification, 'QualificationElement')).map(parseQualification),
    ...(since && { expiredCertificatesSince: since }),
    unknownCritical: extensions.some((extension) => isCritical(extension) && !elementsOf(extension).every(isKnown)),
  }
}

const isCritical = (extension: Element) => ['true', '1'].includes(attributeOf(extension, 'Critical') ?? '')

const known = new Set([`${tsl}AdditionalServiceInformation`, `${tsl}ExpiredCertsRevocationInfo`, `${qualification}Qualifications`, `${additional}TakenOverBy`])
const isKnown = ({ namespaceURI, localName }: Element) => known.has(`${namespaceURI ?? ''}${localName}`)

function identitiesOf(element: Element): ServiceIdentity[] {
  return childrenOf(childOf(element, tsl, 'ServiceDigitalIdentity'), tsl, 'DigitalId').flatMap((id): ServiceIdentity[] => {
    const [der, ski, name] = [base64(textAt(id, tsl, 'X509Certificate')), base64(textAt(id, tsl, 'X509SKI')), textAt(id, tsl, 'X509SubjectName')]
    if (der) {
      const identity = identityOfDer(der)
      return identity ? [{ kind: 'certificate', der, ...identity }] : []
    }
    if (ski) return [{ kind: 'key', ski }]
    return name ? [{ kind: 'name', name }] : []
  })
}

/** xs:dateTime with its zone; without one it is UTC, as TS 119 612 says. */
export function timeOf(text: string | undefined): Date | undefined {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?)(Z|[+-]\d\d:\d\d)?$/.exec(text ?? '')
  const time = match ? new Date(`${match[1] ?? ''}${match[2] ?? 'Z'}`) : undefined
  return time && !Number.isNaN(time.getTime()) ? time : undefined
}
