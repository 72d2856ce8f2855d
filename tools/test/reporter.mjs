// @ts-check
/** A node:test reporter that leaves only the final counts, as one line of JSON.
 * @param {AsyncIterable<import('node:test/reporters').TestEvent>} events */
export default async function* counts(events) {
  for await (const { type, data } of events) {
    // The runner sends one summary per file and a last one, without a file, for all of them.
    if (type === 'test:summary' && !data.file) yield JSON.stringify({ ...data.counts, durationMs: data.duration_ms })
  }
}
