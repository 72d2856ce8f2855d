import type { DocumentReport, SignatureReport } from '../../engines/verdict/index.ts'
import type { Id } from '../../kernel/id.ts'
import type { Sha256 } from '../../kernel/sha256.ts'

/** What was found out about the signatures of one content (záznam o ověření). */
export interface ValidationRecord {
  readonly id: Id<'Validation'>
  readonly documentId: Id<'Document'>
  readonly componentId: Id<'Component'>
  readonly version: number
  readonly sha256: Sha256
  readonly judgedAt: Date
  /** `null`: by the office's own rule. */
  readonly judgedBy: Id<'Person'> | null
  readonly report: StoredReport
}

/** A report as it lies in the database: times are texts (ISO 8601). */
export type StoredReport = Stored<DocumentReport>
type Stored<Value> = Value extends Date ? string : Value extends readonly (infer Item)[] ? readonly Stored<Item>[] : Value extends object ? { readonly [Key in keyof Value]: Stored<Value[Key]> } : Value

/** Whether more evidence may still change the verdict: then it is judged again later. */
export const isOpen = ({ signatures }: { readonly signatures: readonly Pick<SignatureReport, 'indication' | 'subIndication'>[] }): boolean =>
  signatures.some(({ indication, subIndication }) => indication === 'INDETERMINATE' && (subIndication === 'TRY_LATER' || subIndication === 'CERTIFICATE_CHAIN_GENERAL_FAILURE'))

/** Whether a finding says something else than the one before: only then it is worth another record. */
export function saysElse(before: StoredReport | undefined, now: DocumentReport): boolean {
  const words = ({ verdict, signatures }: Pick<StoredReport, 'verdict'> & { readonly signatures: readonly Pick<SignatureReport, 'id' | 'indication'>[] }) =>
    JSON.stringify([verdict, signatures.map(({ id, indication, ...rest }) => [id, indication, (rest as Partial<SignatureReport>).subIndication ?? null])])
  return before === undefined || words(before) !== words(now)
}

/**
 * Changed after it was signed in a way that nothing allows, in the signed bytes or around them: whoever gets it must not take it for what was
 * signed. A signature that fails for another reason (its certificate, its algorithm) is none of this.
 */
export const wasTamperedWith = ({ signatures }: DocumentReport): boolean => signatures.some(({ indication, subIndication, changesAfter, docMdp, coverage, intact }) =>
  indication === 'TOTAL_FAILED' && (changesAfter === 'OTHER' || docMdp?.ok === false || coverage === 'UNCLEAR' || subIndication === 'HASH_FAILURE' || (intact && subIndication === 'FORMAT_FAILURE')))

/** The national standard's code list for the result (tOvereniBezpecnostnihoPrvku): it holds, it does not, it cannot be said. */
export type StandardResult = 'platny' | 'neplatny' | 'platnostNelzePosoudit'
export const standardResult = (verdict: SignatureReport['indication']): StandardResult => ({ TOTAL_PASSED: 'platny', TOTAL_FAILED: 'neplatny', INDETERMINATE: 'platnostNelzePosoudit' } as const)[verdict]
