import type { Digest } from '../../engines/x509/index.ts'

/** What a key is to sign: the bytes, and their digest for keys that are elsewhere. */
export interface ToSign {
  readonly bytes: Uint8Array
  readonly digest: Uint8Array
  readonly hash: Extract<Digest, 'sha256' | 'sha384' | 'sha512'>
}

/** What a key can do, told before the start. */
export interface Ability {
  /** Signatures by one confirmation of its holder; `null`: any number. */
  readonly perConfirmation: number | null
  /** How long one signature takes, as far as one knows. */
  readonly secondsEach: number
}

/** Why a key did not go on; each has its words in `troubleTexts`. */
export type TroubleCode =
  | 'confirmation-needed' | 'not-authorised' | 'authorisation-expired' | 'pin-incorrect' | 'code-incorrect' | 'secret-incorrect' | 'key-locked' | 'key-removed' | 'service-unreachable' | 'service-refused' | 'key-unreadable'
  | 'driver-missing'

export interface KeyTrouble {
  readonly code: TroubleCode
  /** Whether it makes sense to try again by itself later. */
  readonly again: boolean
  /** What the service or the token said, for whoever looks after it. */
  readonly detail?: string
}

export interface Signed {
  /** In the order asked; of RSA and curves as CMS has them (curves in DER). Fewer than asked when there was trouble. */
  readonly signatures: readonly Uint8Array[]
  readonly trouble: KeyTrouble | null
}

export interface SigningKey {
  sign(list: readonly ToSign[]): Promise<Signed>
  close(): Promise<void>
}
