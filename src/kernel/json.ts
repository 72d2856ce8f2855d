export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/**
 * One text for one value, so that it can be hashed: keys sorted by UTF-16 units, no white space (RFC 8785).
 * Keys whose value is `undefined` are left out; a number that JSON cannot carry is a bug and throws.
 */
export function canonicalJson(value: Json | undefined): string {
  if (value === undefined) throw new TypeError('undefined has no canonical form')
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('only finite numbers have a canonical form')
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  const pairs = Object.entries(value).filter(([, item]) => item !== undefined)
  return `{${pairs.sort(byKey).map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
}

const isList = (value: object): value is readonly Json[] => Array.isArray(value)
const byKey = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : a > b ? 1 : 0)
