const magics = ['MZ', '\x7fELF', '\xca\xfe\xba\xbe', '\xfe\xed\xfa\xce', '\xfe\xed\xfa\xcf', '\xce\xfa\xed\xfe', '\xcf\xfa\xed\xfe', '#!', 'L\0\0\0\x01\x14\x02\0', '\0asm']

/** Names that some system runs when they are opened; a stream of the file (`::$DATA`) is the file. */
const runs = /\.(exe|com|scr|pif|cpl|msi|msp|dll|sys|bat|cmd|ps1|psm1|vbs|vbe|js|jse|mjs|wsf|wsh|wsc|hta|lnk|url|reg|jar|sh|apk|app|chm|iso|img|vhdx?|one|scf|inf|gadget)[. ]*([:_]{2}\$DATA)?$/i

/** Scripts that have no mark: what they begin with. */
const scripts = /^(?:\xef\xbb\xbf)?\s*(?:<\?php|<%@|@echo\s+off|<hta:application|<job[\s>]|Set\s+\w+\s*=\s*CreateObject\(|\[InternetShortcut\]|Windows Registry Editor)/i

/** Whether it is, or pretends not to be, a program: by the mark at its start, or by a name that a system would run. */
export const isProgram = (name: string, bytes: Uint8Array): boolean => runsByName(name) || runsByContent(bytes)

export const runsByName = (name: string): boolean => runs.test(inPlainLetters(name).trim())

export function runsByContent(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 200)).toString('latin1')
  return magics.some((magic) => start.startsWith(magic)) || scripts.test(start)
}

/** Letters of other alphabets that look like Latin ones, each above the one it is taken for. */
const foreign = 'аАеЕоОрРсСхХуУіІјЈкКмМтТвВнНԁԛѕЅαΑεΕοΟρΡτΤυνκΚιΙχΧ'
const latin = 'aAeEoOpPcCxXyYiIjJkKmMtTbBhHdqsSaAeEoOpPtTuvkKiIxX'
const lookalikes = new Map(Array.from(foreign, (letter, i) => [letter, latin.charAt(i)]))

const inPlainLetters = (name: string) => Array.from(name.normalize('NFKC'), (letter) => lookalikes.get(letter) ?? letter).join('').replace(/\p{Default_Ignorable_Code_Point}|\p{Cf}/gu, '')

export type NameTrick = 'direction' | 'unseen' | 'path' | 'lookalike' | 'reserved' | 'long' | 'two-extensions'

/** What follows the last dot; found without a pattern, which would take its time over an endless name. */
const extensionOf = (name: string) => name.includes('.') ? name.trim().slice(name.trim().lastIndexOf('.') + 1) : ''

const tricks: readonly (readonly [NameTrick, (name: string) => boolean])[] = [
  ['direction', (name) => /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(name)],
  ['unseen', (name) => /[\u200b-\u200d\u2060\ufeff\u00ad\p{Cc}]/u.test(name)],
  ['path', (name) => /(^|[/\\])\.\.([/\\]|$)/.test(name)],
  ['lookalike', (name) => /[^\x00-\x7f]/.test(extensionOf(name)) && /\.[A-Za-z0-9]{1,10}$/.test(inPlainLetters(name).trim())],
  ['reserved', (name) => /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i.test(name.trim())],
  ['long', (name) => Buffer.byteLength(name) > 255],
  ['two-extensions', (name) => /\.(pdf|docx?|xlsx?|jpe?g|png|txt|zip)[\s.]+[a-z0-9]{2,4}$/i.test(inPlainLetters(name)) && runsByName(name)],
]

/** By what a name deceives whoever reads it; empty for an honest one. */
export const nameTricks = (name: string): NameTrick[] => tricks.filter(([, has]) => has(name)).map(([trick]) => trick)
