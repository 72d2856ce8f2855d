import { reading, signatures, type Pdf, type PdfRefusal, type PdfSignature } from '../pdf/index.ts'
import type { Result } from '../../kernel/result.ts'
import { coverageOf, type Covered } from './coverage.ts'
import { History } from './history.ts'
import { worst, type Assessment, type Change } from './model.ts'
import { pageDifference } from './pages.ts'
import { certificationProblems, permissionAfter, violationsOf } from './permissions.ts'

/**
 * Says of every signature of a file what it covers, what was changed after it and whether that was allowed. Nothing is verified here.
 * A file whose revisions cannot be read in one way only is refused: FORMAT_FAILURE.
 */
export function assessSignatures(pdf: Pdf): Result<readonly Assessment[], PdfRefusal> {
  return reading(() => {
    const all = signatures(pdf)
    const history = new History(pdf)
    const covered = all.map((signature) => ({
      signature, covered: coverageOf(pdf, signature, all.filter((other) => other !== signature)),
    }))
    return covered.map((one) => assess(pdf, one.signature, one.covered, covered, history))
  })
}

type CoveredSignature = { readonly signature: PdfSignature; readonly covered: Covered }

function assess(pdf: Pdf, signature: PdfSignature, covered: Covered, all: readonly CoveredSignature[], history: History): Assessment {
  const revision = covered.revision ?? signature.revision
  const before = all.filter((other) => (other.covered.revision ?? Infinity) < revision).map((other) => other.signature).filter((other) => other !== signature)
  const changes = history.since(revision)
  const permission = permissionAfter([...before, signature])
  const pages = { ...pageDifference(pdf.at(revision), pdf.latest, changes, history.effort), overlapped: overlappedBy(changes) }
  const problems = [...covered.problems, ...certificationProblems(pdf, signature, before, all.map((other) => other.signature))]
  const violations = violationsOf(signature, permission, changes)
  const { coverage } = covered
  return {
    signature, coverage, revision: covered.revision, signedLength: coverage === 'UNCLEAR' ? 0 : covered.end, problems,
    level: levelOf(changes), later: byRevision(pdf, revision, changes), changes, docMdp: { permission, ok: violations.length === 0, violations }, pages,
    ok: problems.length === 0 && violations.length === 0,
  }
}

const overlappedBy = (changes: readonly Change[]): readonly number[] =>
  [...new Set(changes.map(({ overlaps, page }) => overlaps ? page : undefined).filter((page) => page !== undefined))].sort((a, b) => a - b)

const byRevision = (pdf: Pdf, signed: number, changes: readonly Change[]): Assessment['later'] =>
  pdf.revisions.slice(signed + 1).map(({ index }) => ({ revision: index, level: levelOf(changes.filter(({ revision }) => revision === index)) }))

const levelOf = (changes: readonly Change[]) => worst(changes.map(({ level }) => level))
