/** Draws that a seed repeats (mulberry32). */
export interface Random {
  (): number
  of<Value>(values: readonly Value[]): Value
}

export function seeded(seed: number): Random {
  let state = seed >>> 0
  const draw = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return Object.assign(draw, {
    of<Value>(values: readonly Value[]): Value {
      const value = values[Math.floor(draw() * values.length)]
      if (value === undefined) throw new Error('there is nothing to draw from')
      return value
    },
  })
}
