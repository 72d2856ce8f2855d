import { bitNumbersOfContent, childrenOf, inner, isContext, sequenceOf, type Element } from '../asn1/index.ts'
import { readName, type Name } from './name.ts'

/** A name of any kind (RFC 5280 § 4.2.1.6); of `ip` the octets, in a constraint with their mask. */
export type GeneralName =
  | { readonly kind: 'email' | 'dns' | 'uri'; readonly text: string }
  | { readonly kind: 'directory'; readonly name: Name }
  | { readonly kind: 'ip'; readonly octets: Uint8Array }
  | { readonly kind: 'other'; readonly der: Uint8Array }

const textKinds: Readonly<Record<number, 'email' | 'dns' | 'uri'>> = { 1: 'email', 2: 'dns', 6: 'uri' }

export function readGeneralNames(elements: readonly Element[]): GeneralName[] {
  return elements.map((element) => {
    const kind = element.tagClass === 'context' ? textKinds[element.tag] : undefined
    if (kind) return { kind, text: Buffer.from(element.content).toString('latin1') }
    const tag = element.tagClass === 'context' ? element.tag : undefined
    if (tag === 4) return { kind: 'directory', name: readName(inner(element)) }
    return tag === 7 ? { kind: 'ip', octets: element.content } : { kind: 'other', der: element.whole }
  })
}

export interface DistributionPoint {
  /** Full names; of a name relative to the issuer of the list, that one part. */
  readonly names: readonly GeneralName[]
  readonly relative: Element | undefined
  /** Numbers of reason flags; `undefined`: all. */
  readonly reasons: ReadonlySet<number> | undefined
  readonly issuers: readonly GeneralName[]
}

export const readPoints = (value: Element): DistributionPoint[] => sequenceOf(value).map((point) => {
  const fields = childrenOf(point)
  const field = (tag: number) => fields.find((each) => isContext(each, tag))
  const [name, reasons, issuer] = [field(0), field(1), field(2)]
  return { ...readPointName(name), reasons: reasons && bitNumbersOfContent(reasons), issuers: issuer ? readGeneralNames(childrenOf(issuer)) : [] }
})

/** A DistributionPointName: full, or relative to the issuer of the list. */
export function readPointName(field: Element | undefined): Pick<DistributionPoint, 'names' | 'relative'> {
  const name = field && inner(field)
  if (!name) return { names: [], relative: undefined }
  return isContext(name, 0) ? { names: readGeneralNames(childrenOf(name)), relative: undefined } : { names: [], relative: name }
}
