import { parseArgs } from 'node:util'
import { indexSome, readSomeText, reindexAll } from '../../modules/records/index.ts'
import { withOffice, WrongUsage, type Outcome } from './outcome.ts'

/** obeh search reindex [--texts failed|all]: a run that was killed is finished by the next one, or by the working office. */
export async function searchCommand([verb, ...args]: string[]): Promise<Outcome> {
  const { values: { texts = 'kept' } } = parseArgs({ args, options: { json: { type: 'boolean' }, texts: { type: 'string' } } })
  if (verb !== 'reindex' || (texts !== 'kept' && texts !== 'failed' && texts !== 'all')) throw new WrongUsage('Say "search reindex", "search reindex --texts failed" or "search reindex --texts all".')
  return withOffice(async (office) => {
    const marked = await reindexAll(office, texts)
    let [documents, contents] = [0, 0]
    for (;;) {
      const some = await indexSome(office)
      documents += some
      if (some > 0) {
        if (documents % 4_000 < some) process.stderr.write(`${documents} documents indexed\n`)
        continue
      }
      if (!(await readSomeText(office))) break
      contents++
    }
    return { ok: true, json: { marked, documents, contents }, lines: [`${documents} documents indexed, ${contents} contents read`] }
  })
}
