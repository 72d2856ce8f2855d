/** Labels are words of the program: names of commands, patterns of routes, kinds. Never an id, never anything a person wrote. */
export type Labels = Readonly<Record<string, string>>
/** One value of a measured thing. */
export interface Sample { readonly labels?: Labels; readonly value: number }

/** What is measured and how it is told to Prometheus (text format 0.0.4). */
export interface Registry {
  counter(name: string, help: string): (labels?: Labels, by?: number) => void
  /** `buckets`: upper bounds in seconds, ascending. */
  histogram(name: string, help: string, buckets: readonly number[]): (seconds: number, labels?: Labels) => void
  /** Asked anew each time somebody looks; one that cannot be asked just now is left out. */
  gauge(name: string, help: string, read: () => readonly Sample[] | Promise<readonly Sample[]>): void
  render(): Promise<string>
}

/** More than this many sets of labels a metric does not get: what comes after is counted together, as `other`. */
const mostSeries = 1_000

export function metricsRegistry(): Registry {
  const parts: (() => Promise<string[]>)[] = []
  const metric = (name: string, help: string, type: string, lines: () => Promise<string[]>) => {
    parts.push(async () => {
      const all = await lines()
      return all.length === 0 ? [] : [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...all]
    })
  }
  return {
    counter(name, help) {
      const series = bounded(() => ({ value: 0 }))
      metric(name, help, 'counter', async () => series.all().map(([labels, { value }]) => `${name}${labels} ${value}`))
      return (labels = {}, by = 1) => { series.of(labels).value += by }
    },
    histogram(name, help, buckets) {
      const series = bounded(() => ({ counts: buckets.map(() => 0), sum: 0, count: 0 }))
      metric(name, help, 'histogram', async () => series.all().flatMap(([labels, { counts, sum, count }]) => [
        ...buckets.map((le, i) => `${name}_bucket${withLabel(labels, 'le', String(le))} ${counts.slice(0, i + 1).reduce((a, b) => a + b, 0)}`),
        `${name}_bucket${withLabel(labels, 'le', '+Inf')} ${count}`, `${name}_sum${labels} ${sum}`, `${name}_count${labels} ${count}`,
      ]))
      return (seconds, labels = {}) => {
        const found = series.of(labels)
        const place = buckets.findIndex((le) => seconds <= le)
        if (place >= 0) found.counts[place] = (found.counts[place] ?? 0) + 1
        found.sum += seconds
        found.count++
      }
    },
    gauge(name, help, read) {
      metric(name, help, 'gauge', async () => {
        const samples = await Promise.resolve().then(read).catch(() => [])
        return samples.slice(0, mostSeries).map(({ labels = {}, value }) => `${name}${written(labels)} ${value}`)
      })
    },
    render: async () => `${(await Promise.all(parts.map((part) => part()))).flat().join('\n')}\n`,
  }
}

function bounded<Value>(make: () => Value) {
  const known = new Map<string, Value>()
  return {
    all: () => [...known],
    of(labels: Labels): Value {
      const own = written(labels)
      const key = known.has(own) || known.size < mostSeries ? own : written(Object.fromEntries(Object.keys(labels).map((name) => [name, 'other'])))
      const found = known.get(key) ?? make()
      known.set(key, found)
      return found
    },
  }
}

/** What may be a label: short words, patterns of routes, numbers of statuses. Anything else somebody may have written. */
const word = /^[A-Za-z0-9_./:*+-]{1,80}$/

function written(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${word.test(value) ? value : 'other'}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

const withLabel = (labels: string, name: string, value: string) => (labels === '' ? `{${name}="${value}"}` : `${labels.slice(0, -1)},${name}="${value}"}`)
