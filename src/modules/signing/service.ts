import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import type { Result } from '../../kernel/result.ts'
import type { Command } from '../audit/index.ts'
import type { RecordsDeps } from '../records/index.ts'
import type { Signer } from './model-port.ts'

/** What this room needs beside the office's records: the engines and the keys. */
export interface SigningDeps extends RecordsDeps { readonly signer: Signer }

/** The key under which the asker may repeat the same request. */
export type Key = Pick<Command, 'key'>
export type Done<Value, Refusal extends string> = Promise<Result<Value, Refusal>>

/** Who does a deed that only a person can do. */
export function personOf({ personId }: Actor): Id<'Person'> {
  if (personId === null) throw new Error('only a person does this')
  return personId
}
