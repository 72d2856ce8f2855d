export { readXades, type FilesByName, type SignedPart, type XadesRefusal, type XadesSignature } from './read.ts'
export type { XadesTimestamp } from './timestamps.ts'
