import { parseArgs } from 'node:util'
import { fuzzOffice, summaryOf } from './testing-fuzz-office.ts'

/** node tools/fuzz.mjs: prints the figures and every fault; exit 1 when there is one. */
const { values } = parseArgs({ options: { requests: { type: 'string', default: '20000' }, seed: { type: 'string', default: String(Date.now() % 1_000_000) } } })
const [requests, seed] = [Number(values.requests), Number(values.seed)]
if (!Number.isInteger(requests) || requests < 1 || !Number.isInteger(seed)) {
  console.error('usage: node tools/fuzz.mjs [--requests N] [--seed S], both whole numbers')
  process.exit(2)
}
console.log(`seed ${seed}`)
const report = await fuzzOffice({ requests, seed, say: (line) => console.log(line) })
for (const fault of [...report.faults, ...report.logFindings]) console.log(`\n${fault}`)
if (report.neverOpened.length > 0) console.log(`\nnever with success: ${report.neverOpened.join(', ')}`)
console.log(`\n${summaryOf(report)}`)
process.exit(report.faults.length + report.logFindings.length > 0 ? 1 : 0)
