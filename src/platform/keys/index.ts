export type { Ability, KeyTrouble, Signed, SigningKey, ToSign } from './model.ts'
export { softKey } from './soft.ts'
export { unwrapKey, wrapKey } from './wrap.ts'
