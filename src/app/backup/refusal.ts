/** Why a backup was not made, not restored or not tried. The message is for the person at the keyboard and says what to do. */
export class BackupRefusal extends Error {
  readonly refusal: RefusalCode
  constructor(refusal: RefusalCode, message: string) {
    super(message)
    this.refusal = refusal
  }
}

export type RefusalCode =
  | 'inside-each-other' | 'another-runs' | 'another-office' | 'no-secrets' | 'not-all-rows' | 'no-database' | 'weak-passphrase'
  | 'no-backup' | 'part-changed' | 'passphrase-missing' | 'wrong-passphrase' | 'newer-than-product' | 'place-not-empty' | 'restored-already'
  | 'disk-full' | 'not-allowed'

/** What a person can do about a failure of the machine, or the failure itself where nobody knows better. */
export function explained(error: unknown, where: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const said = error instanceof Error ? error.message : String(error)
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === '53100') {
    return new BackupRefusal('disk-full', `The disk is full (${said}). Make room or choose another folder than ${where}, and run it again: what is unfinished is cleared away by the next run.`)
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new BackupRefusal('not-allowed', `${said}. Run it as the user the office runs as, and let that user write to ${where}.`)
  }
  if (code === '42501' && /row-level security|row security/.test(said)) {
    return new BackupRefusal('not-all-rows', `The user of DATABASE_URL does not see all rows (${said}). Use the owner of the database, and let it have BYPASSRLS: a backup of some of the rows is none.`)
  }
  if (code === '42501') return new BackupRefusal('not-all-rows', `The user of DATABASE_URL may not do this (${said}). Use the owner of the database.`)
  return error
}
