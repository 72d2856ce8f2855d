import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const faces = ['400Regular/Roboto_400Regular.ttf', '700Bold/Roboto_700Bold.ttf']

/** The only faces a letter is set in, from the package and never from the machine: the same bytes everywhere. */
export const fontFiles = faces.map(face => readFileSync(fileURLToPath(import.meta.resolve(`@expo-google-fonts/roboto/${face}`))))

/** Characters of the text no face can draw; a letter shows each as U+FFFD, so ask before the letter is signed. */
export function missingCharacters(text: string): string[] {
  return [...new Set(text)].filter(character => !drawable(character.codePointAt(0) ?? 0))
}

/**
 * Text that can be set: composed (NFC), without control and invisible formatting characters (a right-to-left
 * override may not make an amount read differently from what is stored), with U+FFFD for what no face can draw.
 */
export function drawableText(text: string): string {
  const visible = text.toWellFormed().normalize('NFC')
    .replace(/\r\n?/g, '\n').replace(/\t/g, ' ').replace(/[^\P{C}\n]/gu, '').replace(/[\u2028\u2029]/g, '\n')
  return visible.replace(/[^\n\x20-\x7e]/gu, character => (drawable(character.codePointAt(0) ?? 0) ? character : '\ufffd'))
}

const drawable = (code: number) => coverage.every(codes => codes.has(code))
const coverage = fontFiles.map(codePoints)

/** Code points of a TrueType file's character map (OpenType cmap, format 4: all that the faces have below U+FFFF). */
function codePoints(file: Buffer): ReadonlySet<number> {
  const codes = new Set<number>()
  const map = table(file, 'cmap')
  for (let record = 0; record < file.readUInt16BE(map + 2); record++) {
    const start = map + file.readUInt32BE(map + 8 + 8 * record)
    if (file.readUInt16BE(start) !== 4) continue
    const segments = file.readUInt16BE(start + 6)
    for (let at = 0; at < segments; at += 2) {
      const last = file.readUInt16BE(start + 14 + at)
      const first = file.readUInt16BE(start + 16 + segments + at)
      const delta = file.readUInt16BE(start + 16 + 2 * segments + at)
      const rangeAt = start + 16 + 3 * segments + at
      const range = file.readUInt16BE(rangeAt)
      for (let code = first; code <= last && code < 0xffff; code++) {
        const glyph = range === 0 ? code + delta : file.readUInt16BE(rangeAt + range + 2 * (code - first))
        if ((glyph & 0xffff) !== 0) codes.add(code)
      }
    }
  }
  return codes
}

function table(file: Buffer, tag: string): number {
  for (let record = 12; record < 12 + 16 * file.readUInt16BE(4); record += 16) {
    if (file.toString('latin1', record, record + 4) === tag) return file.readUInt32BE(record + 8)
  }
  throw new Error(`font has no ${tag} table`)
}
