import type { KeyObject } from 'node:crypto'
import type { SigningRefusal, Wish } from '../../engines/pades/index.ts'

/** One file to sign, and where the signed one goes: a PDF under this name, anything else in a container under it with `.asice` behind. */
export interface FileTask {
  readonly from: string
  readonly to: string
  readonly wish: Wish
  /** Lines of a visible block on the last page of a PDF, placed where it covers nothing. */
  readonly shown?: readonly string[]
}

/** Why a file was not signed; what else may be signed goes on. */
export type FileRefusal = SigningRefusal | 'file-unreadable' | 'output-exists' | 'output-unwritable' | 'no-timestamp' | 'gap-too-small' | 'bad-file-name' | 'no-free-place' | 'crashed'

export interface SignedFile {
  readonly to: string
  readonly level: `${'PAdES' | 'CAdES'}_BASELINE_${'B' | 'T'}`
  /** Of a PDF the field that bears the signature. */
  readonly field: string | undefined
  readonly bytes: number
}

export type FileOutcome =
  | { readonly ok: true; readonly value: SignedFile }
  | { readonly ok: false; readonly refusal: FileRefusal }

/** With what a batch is signed. A soft key: others are asked elsewhere, by lists of digests. */
export interface Means {
  /** Certificates in DER, the signer's own first. */
  readonly chain: readonly Uint8Array[]
  readonly key: KeyObject
  /** Authorities of time stamps, asked in this order; none: B-B. */
  readonly timestampUrls: readonly string[]
  /** How often all threads together may ask one authority in a minute. */
  readonly timestampsPerMinute: number
}

export interface Batch { readonly means: Means; readonly files: readonly FileTask[] }
