import { isText, oidOf, sequenceOf, setOf, textOf, type Element } from '../asn1/index.ts'
import { attributeNames } from './oids.ts'

/** A distinguished name: who issued a certificate and whom it speaks of. */
export interface Name {
  readonly der: Uint8Array
  /** From the most general to the most particular, as in the file. */
  readonly parts: readonly (readonly NameAttribute[])[]
  /** Equal for names that match by RFC 5280 § 7.1: case and runs of spaces do not count. */
  readonly key: string
}

interface NameAttribute {
  /** A short word (`CN`, `O`), else dotted numbers. */
  readonly type: string
  readonly value: string
}

const longestName = 64

/** The same few authorities issue all: their names are read once. Only such as are DER, for which nothing is told of how they stand. */
const readNames = new Map<string, Name>()
const mostReadNames = 2_000

export function readName(element: Element): Name {
  const { whole, source } = element
  if (whole.length > 512) return nameIn(element)
  const key = Buffer.from(whole.buffer, whole.byteOffset, whole.length).toString('latin1')
  const known = readNames.get(key)
  if (known) return known
  // A copy: what is remembered must not hold the file in which it stood.
  const name = { ...nameIn(element), der: new Uint8Array(whole) }
  if (readNames.size >= mostReadNames) readNames.clear()
  if (source.deviations.size === 0) readNames.set(key, name)
  return name
}

function nameIn(element: Element): Name {
  const parts = sequenceOf(element).slice(0, longestName).map((relative) => setOf(relative).map((attribute) => {
    const [type, value] = sequenceOf(attribute)
    const oid = oidOf(type)
    return { type: attributeNames[oid] ?? oid, value: value === undefined ? '' : isText(value) ? textOf(value) : `#${Buffer.from(value.whole).toString('hex')}` }
  }))
  return { der: element.whole, parts, key: keyOf(parts) }
}

/** Of one relative name after another; what stands before is a subtree of it. */
export const keyOf = (parts: Name['parts']): string => parts.map(partKey).join('')

const partKey = (part: readonly NameAttribute[]) => `${part.map(({ type, value }) => `${type}=${folded(value)}`).toSorted().join('+')}\u0000`

const folded = (value: string) => value.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase()

/** The first value of an attribute, by its short word. */
export const attributeOf = ({ parts }: Name, type: string): string | undefined => parts.flat().find((attribute) => attribute.type === type)?.value

/** As people read it, the most particular first (RFC 4514): `CN=Jan Novák,O=Kraj,C=CZ`. */
export const describeName = ({ parts }: Name): string => parts.toReversed().map((part) => part.map(({ type, value }) => `${type}=${escaped(value)}`).join('+')).join(',')

const escaped = (value: string) => value.replaceAll(/[\\",+;<>]/g, (sign) => `\\${sign}`)
