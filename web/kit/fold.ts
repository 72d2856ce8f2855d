/** For comparing what people type: `Říha` is found by `riha`. */
export const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Options in which every typed word starts some word of the text; the order of the options is kept. */
export function matching<Option>(options: readonly Option[], typed: string, text: (option: Option) => string): Option[] {
  const wanted = fold(typed).split(/\s+/).filter(Boolean)
  return options.filter((option) => {
    const words = fold(text(option)).split(/[\s,.()/-]+/)
    return wanted.every((want) => words.some((word) => word.startsWith(want)))
  })
}
