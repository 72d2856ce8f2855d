/** The outcome of a decision: what was decided, or the reason it was refused. Bugs and broken machines throw instead. */
export type Result<Value, Refusal extends string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refusal }

export const accept = <Value>(value: Value) => ({ ok: true, value }) as const
export const refuse = <Refusal extends string>(refusal: Refusal) => ({ ok: false, refusal }) as const
