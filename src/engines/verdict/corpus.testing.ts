import type { ChangeLevel, DocumentReport } from './report.ts'

/** What the origin of a file says of it, as far as the words can be read by a program. */
export interface CorpusCase {
  readonly file: string
  readonly said: string
  /** Whether the signatures are by their keys over these bytes and nothing disallowed followed; nothing where it is not said. */
  readonly expected: 'good' | 'bad' | undefined
  readonly levels: readonly string[]
  readonly changes: readonly ChangeLevel[]
}

/** `index` is the table of the corpus. */
export function readCorpus(index: string): CorpusCase[] {
  const rows = index.split('\n').slice(1).filter((row) => row !== '').map((row) => row.split('\t'))
  return rows.map(([file = '', , , said = '', why = '', , pdfsig = '']) => ({
    file, said, expected: expectedOf(file, said), levels: [...said.matchAll(/LEVEL:(\w+)/g)].map(([, level = '']) => level), changes: changesOf(said, `${why} ${pdfsig}`),
  }))
}

const bad = [
  /MUST_FAIL/, /CRYPTO_FAIL/, /B_LEVEL_INVALID/, /^TOTAL_FAILED/, /DISALLOWED_CHANGES/, /OTHER \(disallowed\)/, /UNDEFINED_CHANGES[=>]/, /NOT_OK/, /^INVALID/, /^MALFORMED/, /OBJECT_MODIFICATIONS_DETECTED/,
  /^MODIFICATIONS_DETECTED/, /FAIL\+BYTERANGE_INVALID/, /SIG_INVALID/,
]

/** Where the words of the origin speak of something else than the signature, and why. */
export const otherwise: Readonly<Record<string, string>> = {
  'dss-cades/validation/cms-wrong-sign-cert-ref.p7m': 'what names another certificate is the timestamp in the signature, not the signature',
  'dss-asic-xades/validation/dss-2245-2400.asice': 'a test of the archive: one of the two files in it was made larger after it was signed, so the signature is broken',
}

/** Assertions on several signatures or timestamps of one file say True and False both: then nothing is said of the whole. */
function expectedOf(file: string, said: string): CorpusCase['expected'] {
  if (/\.(xml|tsv)$/.test(file) || /\/evidencerecord\/er-/.test(file) || file in otherwise) return undefined
  if (bad.some((pattern) => pattern.test(said))) return 'bad'
  if (/(isBLevelTechnicallyValid|isSignatureIntact)=False/.test(said) && !/(isBLevelTechnicallyValid|isSignatureIntact)=True/.test(said)) return 'bad'
  if (/^CRYPTO_OK|^FORM_FILLING \(allowed\)|ok; sig2 OK/.test(said)) return 'good'
  return /isSignatureIntact=True|isBLevelTechnicallyValid=True/.test(said) && !/=False/.test(said) ? 'good' : undefined
}

function changesOf(said: string, why: string): readonly ChangeLevel[] {
  if (/DISALLOWED_CHANGES|OTHER \(disallowed\)|UNDEFINED_CHANGES=1|UNDEFINED_CHANGES>0|PAGE_DIFF|OBJECT_MODIFICATIONS_DETECTED|^MODIFICATIONS_DETECTED/.test(said) && !/arePdf/.test(said)) return ['OTHER']
  if (/LTA_UPDATES/.test(said)) return ['LTA_UPDATES']
  if (/^FORM_FILLING|FORM_FILLING ok/.test(said)) return ['FORM_FILLING']
  if (/ANNOT>0;UNDEF=0/.test(said)) return ['ANNOTATIONS']
  if (/WHOLE_FILE/.test(said)) return ['NONE']
  return /n=1 [\w.]+\|Total document signed/.test(why) ? ['NONE'] : []
}

/** Signed by the keys of the certificates over the bytes as they are, nothing disallowed since: what a false OK would look like, whoever is trusted. */
export const isTechnicallyGood = (report: DocumentReport): boolean => report.verdict !== 'TOTAL_FAILED' && report.signatures.length > 0
  && report.signatures.every(({ intact, cryptographicallyValid, indication, subIndication }) => intact && cryptographicallyValid && indication !== 'TOTAL_FAILED' && !constrained.has(subIndication ?? ''))

/** Sub-indications that no trust and no later evidence will heal. */
const constrained = new Set(['SIG_CONSTRAINTS_FAILURE', 'NO_SIGNING_CERTIFICATE_FOUND'])

/** As `isTechnicallyGood`, timestamps of the document aside: a broken one fails the file, the signatures of which may be good. */
export const areSignaturesGood = ({ signatures }: DocumentReport): boolean => signatures.length > 0
  && signatures.every(({ intact, cryptographicallyValid, indication, subIndication }) => intact && cryptographicallyValid && indication !== 'TOTAL_FAILED' && !constrained.has(subIndication ?? ''))
