type Indication = 'TOTAL_PASSED' | 'TOTAL_FAILED' | 'INDETERMINATE'
interface Worded { readonly cs: string, readonly en: string }

interface Certificate { readonly subject: string, readonly issuer: string, readonly serial: string, readonly notBefore: string, readonly notAfter: string }

/** One signature as `validation/present.ts` tells it. Instants are ISO strings. */
export interface Signature {
  readonly index: number
  readonly id: string
  readonly indication: Indication
  readonly subIndication: string | null
  readonly sentence: Worded
  readonly signer: string | null
  readonly level: string
  readonly qualification: string
  readonly signedAt: string | null
  readonly decisiveAt: string
  readonly timeSource: 'timestamp' | 'now'
  readonly coverage: string
  readonly changesAfter: string
  readonly certificate: Certificate | null
  readonly algorithms: readonly string[]
  readonly problems: readonly string[]
  /** Paths of objects that are otherwise than when it was signed. */
  readonly changes: readonly string[]
  readonly changedPages: readonly number[]
  readonly revision: { readonly number: number, readonly of: number } | null
  readonly reason: string | null
  readonly timestamps: readonly { readonly at: string | null, readonly by: string | null, readonly indication: Indication, readonly qualified: boolean }[]
}

/** What was found out about the signatures of one content. */
export interface Finding {
  readonly componentId: string
  readonly version: number
  readonly judgedAt: string
  /** Found by the office itself, by its rule, not because somebody asked. */
  readonly byRule: boolean
  readonly verdict: Indication | 'NO_SIGNATURE_FOUND'
  readonly sentences: { readonly cs: readonly string[], readonly en: readonly string[] }
  readonly signatures: readonly Signature[]
}

interface Part { readonly id: string, readonly name: string, readonly role: string, readonly versions: readonly { readonly number: number }[] }

export interface ShownFinding {
  readonly finding: Finding
  readonly part: Part
  readonly newest: number
}

/** The newest finding about each content, of each part the newest version that bears signatures; the parts in their order. */
export function newestFindings(findings: readonly Finding[], parts: readonly Part[]): ShownFinding[] {
  return parts.flatMap((part) => {
    const about = findings.filter(({ componentId, signatures }) => componentId === part.id && signatures.length > 0)
    const version = Math.max(...about.map((one) => one.version))
    const [finding] = about.filter((one) => one.version === version).sort((a, b) => b.judgedAt.localeCompare(a.judgedAt))
    return finding ? [{ finding, part, newest: part.versions.at(-1)?.number ?? version }] : []
  })
}
