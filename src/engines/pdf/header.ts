import { asBuffer } from './characters.ts'

/** Where %PDF- is within the first 1024 bytes, as readers look for it (ISO 32000-1, annex H.3); negative when it is not there. */
export const placeOfHeader = (bytes: Uint8Array): number => asBuffer(bytes).subarray(0, 1024).indexOf('%PDF-', 0, 'latin1')

/** Whether a file so much as says that it is a PDF. */
export const saysPdf = (bytes: Uint8Array): boolean => placeOfHeader(bytes) >= 0
