import { askJava } from './java.ts'

export interface ArchiveReport {
  /** Such as 2a; empty when the file says nothing of itself. */
  readonly kind: string
  readonly isOne: boolean
  /** Clauses of ISO 19005 with the number of the test. */
  readonly broken: string
}

/** What veraPDF says of each file, by the kind of PDF/A it claims to be. */
export const askVerapdf = (paths: readonly string[]): ReadonlyMap<string, ArchiveReport> =>
  new Map(askJava('verapdf', paths.map((path) => [path])).map(([path = '', kind = '', isOne, broken = '']) => [path, { kind, isOne: isOne === 'yes', broken }]))
