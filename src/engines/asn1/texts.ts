import type { Element } from './element.ts'
import { fail } from './problem.ts'
import { tags } from './tags.ts'

const [utf8, latin1, utf16] = [new TextDecoder('utf-8', { fatal: true }), new TextDecoder('latin1'), new TextDecoder('utf-16be')]

const decoders: Readonly<Record<number, (content: Uint8Array) => string>> = {
  [tags.utf8]: (content) => {
    try {
      return utf8.decode(content)
    } catch {
      return fail('not UTF-8')
    }
  },
  // Teletex strings in the wild are Latin 1, whatever T.61 says.
  ...Object.fromEntries([tags.numeric, tags.printable, tags.teletex, tags.ia5, tags.visible].map((tag) => [tag, (content: Uint8Array) => latin1.decode(content)])),
  [tags.bmp]: (content) => (content.length % 2 === 0 ? utf16.decode(content) : fail('half a character')),
  [tags.universal]: (content) => (content.length % 4 === 0 ? Array.from({ length: content.length / 4 }, (_, index) => character(content, 4 * index)).join('') : fail('a part of a character')),
}

function character(content: Uint8Array, at: number): string {
  const code = new DataView(content.buffer, content.byteOffset, content.byteLength).getUint32(at)
  return code <= 0x10ffff ? String.fromCodePoint(code) : fail('no such character')
}

/** The text of any character string type. */
export function textOf(element: Element): string {
  const decode = element.tagClass === 'universal' && !element.isConstructed ? decoders[element.tag] : undefined
  return decode ? decode(element.content) : fail('no text')
}

export const isText = ({ tagClass, tag }: Element): boolean => tagClass === 'universal' && tag in decoders
