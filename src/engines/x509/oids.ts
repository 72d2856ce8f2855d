/** Identifiers of RFC 5280, 6960, 3739 and EN 319 412-5 that are read here. */
export const extensionOids = {
  subjectKeyId: '2.5.29.14', keyUsage: '2.5.29.15', subjectAltName: '2.5.29.17', issuerAltName: '2.5.29.18', basicConstraints: '2.5.29.19', crlNumber: '2.5.29.20', reasonCode: '2.5.29.21',
  invalidityDate: '2.5.29.24', deltaCrl: '2.5.29.27', issuingPoint: '2.5.29.28', certificateIssuer: '2.5.29.29', nameConstraints: '2.5.29.30', crlPoints: '2.5.29.31',
  policies: '2.5.29.32', policyMappings: '2.5.29.33', authorityKeyId: '2.5.29.35', policyConstraints: '2.5.29.36', extendedKeyUsage: '2.5.29.37', freshestCrl: '2.5.29.46', inhibitAnyPolicy: '2.5.29.54',
  authorityInfo: '1.3.6.1.5.5.7.1.1', qcStatements: '1.3.6.1.5.5.7.1.3', ocspNoCheck: '1.3.6.1.5.5.7.48.1.5', expiredCertsOnCrl: '2.5.29.60', shortTerm: '0.4.0.194121.2.1',
} as const

export const purposes = { any: '2.5.29.37.0', timeStamping: '1.3.6.1.5.5.7.3.8', ocspSigning: '1.3.6.1.5.5.7.3.9', tslSigning: '0.4.0.2231.3.0' } as const

export const anyPolicy = '2.5.29.32.0'

/** Attributes of names, by their short words (RFC 4514 § 3 and EN 319 412). */
export const attributeNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN', '2.5.4.4': 'SN', '2.5.4.5': 'serialNumber', '2.5.4.6': 'C', '2.5.4.7': 'L', '2.5.4.8': 'ST', '2.5.4.9': 'street', '2.5.4.10': 'O', '2.5.4.11': 'OU', '2.5.4.12': 'title',
  '2.5.4.42': 'GN', '2.5.4.46': 'dnQualifier', '2.5.4.65': 'pseudonym', '2.5.4.97': 'organizationIdentifier', '0.9.2342.19200300.100.1.1': 'UID', '0.9.2342.19200300.100.1.25': 'DC', '1.2.840.113549.1.9.1': 'E',
}

/** Statements of a qualified certificate (EN 319 412-5 § 4). */
export const qcOids = { compliance: '0.4.0.1862.1.1', sscd: '0.4.0.1862.1.4', type: '0.4.0.1862.1.6', typeSignature: '0.4.0.1862.1.6.1', typeSeal: '0.4.0.1862.1.6.2', typeWeb: '0.4.0.1862.1.6.3' } as const
