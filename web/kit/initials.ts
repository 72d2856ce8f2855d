/** `Ing. Jana Nováková, Ph.D.` is JN: titles end with a dot, what follows a comma is a title too. */
export function initials(name: string): string {
  const words = (name.split(',')[0] ?? '').split(/\s+/).filter((word) => word && !word.endsWith('.'))
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.charAt(0).toLocaleUpperCase('cs') ?? '').join('')
}
