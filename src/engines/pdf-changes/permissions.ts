import { permissions, type FieldLock, type Pdf, type PdfSignature } from '../pdf/index.ts'
import { isWithin, type Change, type ChangeLevel, type Problem, type Violation } from './model.ts'

export type Permission = 1 | 2 | 3

const limits: Readonly<Record<Permission, ChangeLevel>> = { 1: 'LTA_UPDATES', 2: 'FORM_FILLING', 3: 'ANNOTATIONS' }

/** Without a certification a reader may fill in and comment: what that can hide is looked at by itself. */
export const limitOf = (permission: Permission | null): ChangeLevel => permission === null ? 'ANNOTATIONS' : limits[permission]

/** What the certification of a document permits after it; 2 where it does not say (ISO 32000-2 § 12.8.2.2). */
const certification = ({ transforms }: PdfSignature): number | undefined => {
  const own = transforms.find(({ method }) => method === 'DocMDP')
  return own === undefined ? undefined : own.permission ?? 2
}

/** The strictest of what this and earlier signatures permit: a later one cannot loosen it. */
export function permissionAfter(upTo: readonly PdfSignature[]): Permission | null {
  const said = upTo.flatMap((signature) => [certification(signature), ...signature.fields.map(({ lock }) => lock?.permission)])
  const known = said.filter((permission) => permission !== undefined).map((permission) => isPermission(permission) ? permission : 1)
  return known.length === 0 ? null : Math.min(...known) as Permission
}

const isPermission = (value: number): value is Permission => value === 1 || value === 2 || value === 3

/** Certifications that contradict each other. `before` are the signatures of earlier revisions. */
export function certificationProblems(
  pdf: Pdf, signature: PdfSignature, before: readonly PdfSignature[], all: readonly PdfSignature[],
): readonly Problem[] {
  const own = certification(signature)
  const problems: Problem[] = []
  const { docMdp } = permissions(pdf.latest)
  const named = docMdp === undefined ? undefined : pdf.latest.resolve(docMdp)
  if (named === signature.dictionary && own === undefined) problems.push('permissions-disagree')
  if (own === undefined) return problems
  if (!isPermission(own)) problems.push('permissions-malformed')
  if (named !== undefined && named !== signature.dictionary) problems.push('permissions-disagree')
  if (all.filter((other) => certification(other) !== undefined).length > 1) problems.push('several-certifications')
  if (before.some(({ kind }) => kind === 'signature')) problems.push('certification-not-first')
  return problems
}

/** The locks of a signature: those its signer signed, and those of the field it stands in. */
const locksOf = ({ transforms, fields }: PdfSignature): readonly FieldLock[] =>
  [...transforms.map(({ method, lock }) => method === 'FieldMDP' ? lock : undefined), ...fields.map(({ lock }) => lock)]
    .filter((lock) => lock !== undefined)

/** A lock of a field holds for those below it as well. */
function isLocked({ action, fields }: FieldLock, field: string): boolean {
  const named = fields.some((one) => field === one || field.startsWith(`${one}.`))
  return action === 'All' || (action === 'Include' ? named : !named)
}

/** What later changes break. Whoever keeps the document may still add time stamps and validation data. */
export function violationsOf(signature: PdfSignature, permission: Permission | null, changes: readonly Change[]): readonly Violation[] {
  const limit = limitOf(permission)
  const locks = locksOf(signature)
  const broken = [...new Set(changes.map(({ level }) => level))].filter((level) => !isWithin(level, limit))
  const locked = changes.flatMap(({ field, level, path }): Violation[] => {
    if (field === undefined || isWithin(level, 'LTA_UPDATES') || !locks.some((lock) => isLocked(lock, field))) return []
    return [{ kind: 'field-locked', field, path }]
  })
  const seen = changes.flatMap(({ effect, page, path }) => effect === undefined ? [] : [{ kind: 'content', effect, page, path } as const])
  return [...broken.map((level) => ({ kind: 'level', level, limit } as const)), ...locked, ...seen]
}
