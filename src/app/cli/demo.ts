import { parseArgs } from 'node:util'
import { readConfig } from '../../platform/config/index.ts'
import { asOwner } from '../database.ts'
import { ensureDemo } from '../demo/ensure.ts'
import { fillScale, type ScaleRefusal } from '../demo/scale/scale.ts'
import { withOffice, WrongUsage, type Outcome } from './outcome.ts'

/** obeh demo scale --documents N [--seed N]: gives the demo office three years of documents. */
export async function demoCommand([verb, ...args]: string[]): Promise<Outcome> {
  const { values } = parseArgs({ args, options: { documents: { type: 'string' }, seed: { type: 'string', default: '1' }, json: { type: 'boolean' } } })
  const [documents, seed] = [Number(values.documents), Number(values.seed)]
  if (verb !== 'scale' || !Number.isInteger(documents) || documents < 1 || documents > 10_000_000 || !Number.isInteger(seed) || seed < 0) {
    throw new WrongUsage('Say "demo scale --documents N", at most 10000000, and with "--seed N" which ones.')
  }
  if (readConfig(process.env).mode === 'production') {
    return refused('production', 'This installation runs in production: made-up documents may not be mixed with real ones.')
  }
  const say = (line: string) => void process.stderr.write(`${line}\n`)
  return withOffice(async (office, config) => {
    await ensureDemo(office, config, say)
    const filled = await asOwner(config, (ownerUrl) => fillScale(office, { documents, seed, ownerUrl }, say))
    if (!filled.ok) return refused(filled.refusal, reasons[filled.refusal])
    const { before, seconds } = filled.value
    const added = documents - before
    const rate = Math.round(added / seconds)
    return {
      ok: true, json: { documents, before, added, seed, seconds: Math.round(seconds), perSecond: rate },
      lines: [added === 0 ? `The ${documents} documents of seed ${seed} are there already.` : `${added} documents added in ${Math.round(seconds)} s, ${rate} a second. Verify them by "obeh log verify".`],
    }
  })
}

const refused = (refusal: string, line: string): Outcome => ({ ok: false, json: { refusal }, lines: [line] })

const reasons: Readonly<Record<ScaleRefusal, string>> = {
  'no-office': 'There is no office to fill.',
  'another-is-unfinished': 'Another filling was cut off before its end. Finish it first with its own --documents and --seed; they stand in the log: obeh log prove.',
}
