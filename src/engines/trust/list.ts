/** A trusted list of ETSI TS 119 612 as far as a verdict needs it. Plain data: it goes to JSON and back (cache.ts). */
export interface TrustedList {
  /** TSLVersionIdentifier: 5 until April 2026, 6 since. */
  readonly version: number
  readonly sequence: number
  readonly type: string
  /** Two letters of ISO 3166, 'EU' for the list of lists, 'EL' and 'UK' by custom of the Union. */
  readonly territory: string
  readonly operator: string
  readonly issuedAt: Date
  /** Null when the scheme was closed: nothing newer will come. */
  readonly nextUpdateAt: Date | null
  /** Where the scheme explains itself; in the list of lists also the pivots, newest first. */
  readonly schemeUris: readonly string[]
  readonly pointers: readonly ListPointer[]
  readonly providers: readonly Provider[]
}

export interface ListPointer {
  readonly location: string
  readonly territory: string
  readonly type: string
  readonly mimeType: string
  /** DER of the certificates that may sign the list there. */
  readonly certificates: readonly Uint8Array[]
}

export interface Provider {
  readonly name: string
  readonly services: readonly Service[]
}

export interface Service {
  /** All that ever named it, in its present and former entries: certificates mean their key and name. */
  readonly identities: readonly ServiceIdentity[]
  /** From the present one back; never empty. */
  readonly periods: readonly ServicePeriod[]
}

/**
 * One of the three. Of a certificate the name and what tells its name and key from others (identity.ts) are kept beside, so that nobody
 * need read some thousands of certificates to find one. `name` of the last is as printed in the list, whose order differs from RFC 4514.
 */
export type ServiceIdentity =
  | { readonly kind: 'certificate'; readonly der: Uint8Array; readonly subject: string; readonly key: string }
  | { readonly kind: 'key'; readonly ski: Uint8Array }
  | { readonly kind: 'name'; readonly name: string }

export interface ServicePeriod {
  /** The URI, see uris.ts. */
  readonly type: string
  readonly name: string
  readonly status: string
  readonly from: Date
  /** AdditionalServiceInformation: what the service's certificates are for. */
  readonly purposes: readonly string[]
  readonly qualifications: readonly Qualification[]
  /** Revocation of certificates expired since then is still told. */
  readonly expiredCertificatesSince?: Date
  /** A critical extension nobody knows: the period must not be relied on. */
  readonly unknownCritical: boolean
}

/** The qualifiers that hold for certificates which meet the criteria. */
export interface Qualification {
  readonly qualifiers: readonly string[]
  readonly criteria: Criteria
}

export interface Criteria {
  readonly assert: 'all' | 'atLeastOne' | 'none'
  /** Each a set of bits of which all must be as said. */
  readonly keyUsages: readonly (readonly { readonly bit: string; readonly set: boolean }[])[]
  /** Each a set of policies of which all must be there, in dotted form. */
  readonly policySets: readonly (readonly string[])[]
  readonly extendedKeyUsages: readonly (readonly string[])[]
  readonly subjectAttributes: readonly (readonly string[])[]
  readonly nested: readonly Criteria[]
  /** A criterion of a kind nobody knows: it is never met. */
  readonly unknown: number
}
