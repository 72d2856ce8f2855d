/** Identifiers of RFC 5652, 5035, 3161, 5940, 4998 and EN 319 122-1 that are read or written here. */
export const contentTypes = { data: '1.2.840.113549.1.7.1', signedData: '1.2.840.113549.1.7.2', timestampInfo: '1.2.840.113549.1.9.16.1.4' } as const

export const attributeOids = {
  contentType: '1.2.840.113549.1.9.3', messageDigest: '1.2.840.113549.1.9.4', signingTime: '1.2.840.113549.1.9.5', counterSignature: '1.2.840.113549.1.9.6',
  contentHints: '1.2.840.113549.1.9.16.2.4', signingCertificate: '1.2.840.113549.1.9.16.2.12', signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  signaturePolicy: '1.2.840.113549.1.9.16.2.15', commitment: '1.2.840.113549.1.9.16.2.16', signerLocation: '1.2.840.113549.1.9.16.2.17',
  signerAttributes: '1.2.840.113549.1.9.16.2.18', signerAttributesV2: '0.4.0.19122.1.1', mimeType: '0.4.0.1733.2.1', algorithmProtection: '1.2.840.113549.1.9.52',
  contentTimestamp: '1.2.840.113549.1.9.16.2.20', signatureTimestamp: '1.2.840.113549.1.9.16.2.14',
  certificateRefs: '1.2.840.113549.1.9.16.2.21', revocationRefs: '1.2.840.113549.1.9.16.2.22',
  certificateValues: '1.2.840.113549.1.9.16.2.23', revocationValues: '1.2.840.113549.1.9.16.2.24',
  escTimestamp: '1.2.840.113549.1.9.16.2.25', refsTimestamp: '1.2.840.113549.1.9.16.2.26',
  archiveTimestampV1: '1.2.840.113549.1.9.16.2.27', archiveTimestampV2: '1.2.840.113549.1.9.16.2.48', archiveTimestampV3: '0.4.0.1733.2.4',
  hashIndexV1: '0.4.0.1733.2.5', hashIndexV2: '0.4.0.19122.1.4', hashIndexV3: '0.4.0.19122.1.5',
  evidenceRecord: '1.2.840.113549.1.9.16.2.49', evidenceRecordExternal: '1.2.840.113549.1.9.16.2.50', adobeRevocation: '1.2.840.113583.1.1.8',
} as const

/** OCSP among the lists of a SignedData: `id-ri-ocsp-response` (RFC 5940), and `id-pkix-ocsp-basic`, which EU DSS writes. */
export const otherRevocation = { ocspResponse: '1.3.6.1.5.5.7.16.2', ocspBasic: '1.3.6.1.5.5.7.48.1.1' } as const

/** What a signer commits to by signing (EN 319 122-1 § 5.2.3). */
export const commitments = {
  origin: '1.2.840.113549.1.9.16.6.1', receipt: '1.2.840.113549.1.9.16.6.2', delivery: '1.2.840.113549.1.9.16.6.3', sender: '1.2.840.113549.1.9.16.6.4',
  approval: '1.2.840.113549.1.9.16.6.5', creation: '1.2.840.113549.1.9.16.6.6',
} as const
export type Commitment = keyof typeof commitments
