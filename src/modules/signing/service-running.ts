import type { Actor } from '../../kernel/actor.ts'
import type { Ceremony } from './model-ceremony.ts'
import type { OpenKey } from './model-port.ts'
import type { SigningDeps } from './service.ts'

/** What a run works with. `names`: what the signer and those they stand in for are called. */
export interface Run {
  readonly deps: SigningDeps
  readonly actor: Actor
  readonly ceremony: Ceremony
  readonly key: OpenKey
  readonly names: ReadonlyMap<string, string>
  /** How many more signatures the confirmations given so far allow. */
  left(): Promise<number>
}
