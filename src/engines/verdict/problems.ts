/** Everything a verdict may find fault with. Worded in texts.ts, so that a new code without words does not compile. */
export const problemCodes = [
  'ambiguous-file', 'unreadable-file', 'too-costly', 'encrypted-file', 'malformed-signature', 'malformed-container', 'unsafe-name',
  'coverage-unclear', 'only-a-part-signed', 'bytes-after-signature', 'disallowed-change', 'docmdp-violated', 'fieldmdp-violated', 'changes-not-understood', 'page-changed',
  'signature-replaced', 'signature-in-several-fields', 'hidden-content', 'content-inside-signature', 'several-signers', 'no-signers',
  'hash-differs', 'signature-wrong', 'data-missing', 'unknown-algorithm', 'algorithms-disagree', 'not-der',
  'no-signing-certificate', 'certificate-not-named', 'other-certificate-named', 'certificate-only-by-sha1',
  'no-trust-anchor', 'chain-broken', 'not-for-signing', 'expired', 'not-yet-valid', 'revoked', 'issuer-revoked', 'no-revocation-data', 'service-not-granted', 'list-outdated',
  'weak-algorithm', 'timestamp-broken', 'timestamp-for-other-data', 'timestamp-not-trusted', 'timestamps-out-of-order',
  'file-not-signed', 'file-missing', 'file-changed', 'properties-not-signed', 'evidence-record-not-verified', 'unsigned-field',
] as const

export type ProblemCode = (typeof problemCodes)[number]

/** `about` is what the code speaks of: an object path, the name of a file, of an algorithm. */
export interface Problem {
  readonly code: ProblemCode
  readonly about?: string
}

export const problem = (code: ProblemCode, about?: string): Problem => about === undefined ? { code } : { code, about }
