import { createHash, sign } from 'node:crypto'
import { holder, signed } from '../src/engines/pades/testing.ts'
import { aDocument } from './sign-documents.ts'

/** What a thread is asked to do over and over with 250 documents of its own, in memory: sign them, or the least of it, hash and bare signature. */
export interface Work { readonly does: 'sign' | 'least'; readonly rounds: number }

export const ownDocuments = 250
const documents = Array.from({ length: ownDocuments }, (_, n) => aDocument(n))
const who = holder('RSA-2048')
const attributes = Buffer.alloc(150, 1)

const deeds = {
  sign: (bytes: Uint8Array) => { signed(bytes, who) },
  least: (bytes: Uint8Array) => { createHash('sha256').update(bytes).digest(); sign('sha256', attributes, who.key) },
}

export default function work({ does, rounds }: Work): null {
  for (let round = 0; round < rounds; round++) documents.forEach(deeds[does])
  return null
}
