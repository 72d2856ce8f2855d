export { readXades, type FilesByName, type SignedPart, type XadesRefusal, type XadesSignature } from './read.ts'
export type { XadesTimestamp } from './timestamps.ts'
export { envelope, prepareXades, signXades, type Envelope, type PreparedXades, type SignedXades, type XadesAddition, type XadesWish } from './build.ts'
