/** Identifiers of RFC 5652, 5035, 3161 and EN 319 122. */
export const contentTypes = { data: '1.2.840.113549.1.7.1', signedData: '1.2.840.113549.1.7.2', timestampInfo: '1.2.840.113549.1.9.16.1.4' } as const

export const attributeOids = {
  contentType: '1.2.840.113549.1.9.3', messageDigest: '1.2.840.113549.1.9.4', signingTime: '1.2.840.113549.1.9.5', countersignature: '1.2.840.113549.1.9.6', algorithmProtection: '1.2.840.113549.1.9.52',
  signingCertificate: '1.2.840.113549.1.9.16.2.12', signingCertificateV2: '1.2.840.113549.1.9.16.2.47', signatureTimestamp: '1.2.840.113549.1.9.16.2.14', policy: '1.2.840.113549.1.9.16.2.15',
  commitment: '1.2.840.113549.1.9.16.2.16', contentTimestamp: '1.2.840.113549.1.9.16.2.20', certificateRefs: '1.2.840.113549.1.9.16.2.21', revocationRefs: '1.2.840.113549.1.9.16.2.22',
  certificateValues: '1.2.840.113549.1.9.16.2.23', revocationValues: '1.2.840.113549.1.9.16.2.24', escTimestamp: '1.2.840.113549.1.9.16.2.25', refsTimestamp: '1.2.840.113549.1.9.16.2.26',
  archiveTimestampV2: '1.2.840.113549.1.9.16.2.48', archiveTimestampV3: '0.4.0.1733.2.4', longTermValidation: '0.4.0.1733.2.2', hashIndex: '0.4.0.1733.2.5', hashIndexV3: '0.4.0.19122.1.5',
  mimeType: '0.4.0.1733.2.1', adobeRevocation: '1.2.840.113583.1.1.8',
} as const

/** `id-ri-ocsp-response` of RFC 5940 and `id-pkix-ocsp-basic`: OCSP among the lists of a SignedData. */
export const otherRevocation = { ocspResponse: '1.3.6.1.5.5.7.16.2', ocspBasic: '1.3.6.1.5.5.7.48.1.1' } as const
