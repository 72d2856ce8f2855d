import type { Id } from '../../kernel/id.ts'
import type { Result } from '../../kernel/result.ts'

export const providers = ['soft', 'csc', 'pkcs11', 'agent'] as const
export type Provider = (typeof providers)[number]

/** A key with which a person signs, or the office seals; never the key itself. */
export interface Credential {
  readonly id: Id<'Credential'>
  /** `null` is the seal of the office. */
  readonly personId: Id<'Person'> | null
  readonly provider: Provider
  readonly label: string
  /** Certificates in DER, the signer's own first. */
  readonly chain: readonly Uint8Array[]
  /** Where the key is, as its provider needs to know. */
  readonly place: Readonly<Record<string, string>>
  /** A soft key as it is kept, wrapped by the secret of the installation. */
  readonly wrappedKey: Uint8Array | null
  readonly validFrom: Date
  readonly validTo: Date
  readonly endedAt: Date | null
}

/** What a key can do, told before the start and not learned on the way. */
export interface Ability {
  /** Signatures by one confirmation; `null` is any number. A card that asks for its PIN each time has one. */
  readonly perConfirmation: number | null
  /** How long one signature takes, as far as one knows. */
  readonly secondsEach: number
  /** What it wants of its holder at each confirmation besides; absent: nothing, the worker signs by itself. */
  readonly hand?: Hand
}

/**
 * A key that cannot do without its holder. `secrets`: what a remote service is told at each confirmation, or any one of it. `agent`: a card at the holder's
 * computer, reached through their page at `url`; `certificate` is the SHA-256 by which the card knows its key.
 */
export type Hand =
  | { readonly kind: 'secrets'; readonly asks: readonly Ask[]; readonly anyOf: boolean }
  | { readonly kind: 'agent'; readonly url: string; readonly certificate: string }

/**
 * `secret`: what its holder knows; `code`: what the service sends when it is asked to; `elsewhere`: what it asks on the holder's own device.
 * `label`: what the service calls it.
 */
export interface Ask { readonly id: string; readonly kind: 'secret' | 'code' | 'elsewhere'; readonly label: string | null; readonly isNumber: boolean }
/** What its holder told for a key, by the `id` of what was asked. It is kept nowhere. */
export type Told = Readonly<Record<string, string>>

/** What was found out about bytes before anybody signs them; `obstacle`: why they cannot be signed. */
export interface Inspection { readonly pages: number | null; readonly obstacle: string | null }

/** Where on a page a block stands, in points from the lower left corner of what is visible of it; the first page is 0. */
export interface Place { readonly page: number; readonly rectangle: readonly [left: number, bottom: number, right: number, top: number] }

/** Places for blocks that cover nothing, nor one another: the first signer who is shown has the first. `obstacle`: why there is none. */
export interface Places { readonly places: readonly Place[]; readonly obstacle: string | null }

/** A signature as the page shows it. */
export interface Shown { readonly place: Place; readonly lines: readonly string[] }

export interface ToSign {
  readonly bytes: Uint8Array
  /** How a file that is no PDF is called in its container. */
  readonly fileName: string
  /** The time the signer claims: that of the confirmation, so that what is prepared again is the same. */
  readonly at: Date
  readonly name: string
  readonly reason: string | null
  /** Absent: nobody sees it on the page. */
  readonly shown: Shown | null
  /** Nothing may follow it but evidence. */
  readonly final?: boolean
  /** Whether there has to be room for a time stamp. */
  readonly stamp: boolean
}
/** What a key signs: the bytes, and their digest by its own hash. */
export interface Wanted { readonly bytes: Uint8Array; readonly digest: Uint8Array; readonly hash: 'sha256' | 'sha384' | 'sha512' }
/**
 * Bytes made ready for a signature. `digest`: SHA-256 of exactly what is to be signed, by which a signature is known again. `container`: they are no
 * PDF and get their signature in an ASiC-E that holds them.
 */
export interface Prepared { readonly digest: Uint8Array; readonly container?: boolean; readonly wanted: Wanted; readonly kept: unknown }

/**
 * The key will not go on: nobody confirmed, the card was taken out, the service is away. `again`: whether to try later makes sense. `detail`:
 * what whoever has the key said.
 */
export interface KeyTrouble { readonly code: string; readonly again: boolean; readonly detail?: string }

export type FinishRefusal = 'no-timestamp' | 'broken-signature' | 'took-too-long'

/**
 * A key opened for one run. The same bytes and claims are always prepared to the same digest. Everything it does is off the event loop.
 */
export interface OpenKey {
  prepare(contents: readonly ToSign[]): Promise<Result<Prepared, string>[]>
  /** One signature for each, in the same order; fewer when the key had enough. */
  sign(prepared: readonly Pick<Prepared, 'digest' | 'wanted'>[]): Promise<{ readonly signatures: readonly Uint8Array[]; readonly trouble: KeyTrouble | null }>
  /**
   * The finished documents, each in pieces that follow one another, the first of them the bytes that were prepared; of a container one piece, which is
   * refused unless what reads it finds those very bytes in it, or all that was in the container before. With `stamp` each with a
   * time stamp, and refused while no authority gives one.
   */
  finish(
    prepared: readonly { readonly content: Prepared; readonly signature: Uint8Array; readonly stamp: boolean }[],
  ): Promise<Result<readonly Uint8Array[], FinishRefusal>[]>
  /** A signature that was made elsewhere, as a document has it; `null` when it is none of this key's over exactly that. */
  fitting(wanted: Wanted, signature: Uint8Array): Uint8Array | null
  close(): Promise<void>
}

/** The way to the engines and the keys, all this room needs of them. */
export interface Signer {
  inspect(bytes: Uint8Array): Promise<Inspection>
  /** Where signatures could be shown on these bytes, which nobody has signed here yet. */
  places(bytes: Uint8Array): Promise<Places>
  /** `null` for a key that this server has no way to. */
  ability(credential: Credential): Promise<Ability | null>
  /** Has a remote service send its holder a code, or ask them something, which is the `question`. */
  askCode(credential: Credential, askId: string): Promise<Result<{ readonly question: string | null }, 'code-not-sent'>>
  /** Where the agent of cards listens at everybody's computer; `null` where the office has none. */
  readonly agentUrl: string | null
  /** A key for trying out, kept by this server and never qualified; `null` where there is nobody to give one, as in every real office. */
  testKey(name: string, isSeal: boolean): Pick<Credential, 'chain' | 'wrappedKey' | 'validFrom' | 'validTo'> | null
  /** `told`: for a key that wants something of its holder; without it such a key prepares and finishes, and signs nothing. */
  open(credential: Credential, run: { readonly signatures: number; readonly told?: Told }): Promise<Result<OpenKey, 'key-unavailable'>>
}
