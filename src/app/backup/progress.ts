/** Says at most every few seconds how far something long is. */
export function progress(say: (line: string) => void, everyMs = 3_000): (line: () => string) => void {
  let said = performance.now()
  return (line) => {
    if (performance.now() - said < everyMs) return
    said = performance.now()
    say(line())
  }
}

/** Runs a piece of work and keeps how many seconds it took under its name. */
export async function timed<Value>(phases: Record<string, number>, name: string, work: () => Promise<Value>): Promise<Value> {
  const start = performance.now()
  const value = await work()
  phases[name] = Math.round(performance.now() - start) / 1000
  return value
}

export function readableSize(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let [value, unit] = [bytes, 0]
  while (value >= 1000 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1]
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit] ?? ''}`
}
