/** Numbers of entries as one short text, `3,7-12`; they are sorted and told once. */
export function writeIndexes(indexes: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const index of [...new Set(indexes)].sort((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last && last[1] === index - 1) last[1] = index
    else ranges.push([index, index])
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',')
}

/** The ranges written in such a text; what is no such text names none. */
export function readRanges(text: string): (readonly [from: number, to: number])[] {
  if (!/^\d{1,15}(-\d{1,15})?(,\d{1,15}(-\d{1,15})?)*$/.test(text)) return []
  return text.split(',').map((range) => {
    const [from = '', to = from] = range.split('-')
    return [Number(from), Number(to)] as const
  })
}
