/** Letters that Unicode does not take apart though people type them as two or as another one. */
const whole: Readonly<Record<string, string>> = { 'ß': 'ss', 'æ': 'ae', 'œ': 'oe', 'ø': 'o', 'ł': 'l', 'đ': 'd', 'ð': 'd', 'þ': 'th', 'ı': 'i' }
const wholes = new RegExp(`[${Object.keys(whole).join('')}]`, 'g')
const plain = /^[\x20-\x7e\n]*$/

/** Small letters without diacritics, ligatures and widths taken apart (NFKD): as people type when they look for something. */
export function fold(text: string): string {
  const small = text.toLowerCase()
  if (plain.test(small)) return small
  return small.normalize('NFKD').replace(/\p{M}+/gu, '').replace(wholes, (letter) => whole[letter] ?? letter)
}

/** The same letter by letter, with the place each came from: `places[i]` is the index in `text` of what became `folded[i]`. */
export function foldWithPlaces(text: string): { readonly folded: string; readonly places: readonly number[] } {
  const places: number[] = []
  let folded = ''
  let at = 0
  for (const letter of text) {
    const part = fold(letter)
    folded += part
    for (let i = 0; i < part.length; i++) places.push(at)
    at += letter.length
  }
  places.push(text.length)
  return { folded, places }
}
