import type { Assessment, Problem as AssessedProblem } from '../pdf-changes/index.ts'
import type { ChangeLevel } from './report.ts'
import { problem, type Problem, type ProblemCode } from './problems.ts'

const codes: Readonly<Partial<Record<AssessedProblem, ProblemCode>>> = {
  'byte-range-ends-within-revision': 'only-a-part-signed', 'bytes-after-end': 'bytes-after-signature', 'dictionary-changed': 'signature-replaced', 'dictionary-not-in-signed-revision': 'signature-replaced', 'field-added-later': 'signature-replaced',
  'several-certifications': 'docmdp-violated', 'certification-not-first': 'docmdp-violated', 'permissions-disagree': 'docmdp-violated', 'permissions-malformed': 'docmdp-violated',
  'revision-unreadable': 'changes-not-understood',
}

/** What fails a signature of a PDF by the form of the file: each is a FORMAT_FAILURE. Stricter than EU DSS, which warns of changes. */
export function faultsOf({ problems, docMdp, changes, ok }: Assessment): Problem[] {
  const found = [
    ...problems.map((one) => problem(codes[one] ?? 'coverage-unclear', one)),
    ...docMdp.violations.flatMap((violation): Problem[] => {
      if (violation.kind === 'field-locked') return [problem('fieldmdp-violated', violation.field)]
      if (violation.kind === 'level') return [disallowed(violation.level, docMdp.permission !== null, changes)]
      return [problem('disallowed-change', `${violation.effect} ${violation.path}`)]
    }),
  ]
  return found.length > 0 || ok ? found : [problem('coverage-unclear')]
}

const disallowed = (level: ChangeLevel, isCertified: boolean, changes: Assessment['changes']): Problem => level === 'OTHER' || !isCertified
  ? problem('disallowed-change', changes.find((change) => change.level === level)?.path ?? '')
  : problem('docmdp-violated')

/** Told without consequence. */
export function remarksOf({ signature, pages, level }: Assessment): Problem[] {
  return [
    ...signature.fields.length > 1 ? [problem('signature-in-several-fields')] : [],
    ...level === 'OTHER' ? pages.different.slice(0, 20).map((page) => problem('page-changed', String(page))) : [],
  ]
}
