import type { Criteria } from './list.ts'

/** What trusted lists ask of a certificate. `keyUsage` holds the names of RFC 5280 (`nonRepudiation`…), the rest OIDs in dotted form. */
export interface CertificateFacts {
  readonly issuedAt: Date
  readonly keyUsage: ReadonlySet<string>
  readonly extendedKeyUsage: ReadonlySet<string>
  readonly policies: ReadonlySet<string>
  readonly subjectAttributes: ReadonlySet<string>
  /** QcStatements of ETSI EN 319 412-5; `types` are the OIDs of QcType. */
  readonly statements: { readonly compliance: boolean; readonly sscd: boolean; readonly types: readonly string[] }
}

export function meets(certificate: CertificateFacts, criteria: Criteria): boolean {
  const within = (wanted: readonly string[], had: ReadonlySet<string>) => wanted.length > 0 && wanted.every((one) => had.has(one))
  const results = [
    ...criteria.keyUsages.map((bits) => bits.every(({ bit, set }) => certificate.keyUsage.has(bit === 'crlSign' ? 'cRLSign' : bit) === set)),
    ...criteria.policySets.map((set) => within(set, certificate.policies)),
    ...criteria.extendedKeyUsages.map((set) => within(set, certificate.extendedKeyUsage)),
    ...criteria.subjectAttributes.map((set) => within(set, certificate.subjectAttributes)),
    ...criteria.nested.map((nested) => meets(certificate, nested)),
    ...Array.from({ length: criteria.unknown }, () => false),
  ]
  if (criteria.assert === 'all') return results.every(Boolean)
  return results.some(Boolean) === (criteria.assert === 'atLeastOne')
}
