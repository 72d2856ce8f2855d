import { createHash, createPublicKey, sign, verify } from 'node:crypto'
import { at, holder, signed } from '../src/engines/pades/testing.ts'
import { buildPdf } from '../src/engines/pdf/testing.ts'
import { judgePdf, readEvidence } from '../src/engines/verdict/index.ts'

const count = 400

/** What a verdict on an own signature costs: distinct files of 100 KiB, half with cross-reference streams, one signer whose chain is judged once. */
export function bench(): Promise<void> {
  for (const kind of ['RSA-2048', 'P-256'] as const) {
    const who = holder(kind)
    const given = { anchors: [who.authority.root.certificate.der], certificates: [...who.chain], crls: [who.authority.crl().der], ocsps: [who.authority.ocspBytes(who.authority.authority.certificate)], at }
    const evidence = () => readEvidence(given)
    const files = Array.from({ length: count }, (_, index) => signed(buildPdf({ layout: index % 2 === 0 ? 'table' : 'stream', pages: [`Page ${index}`, 'Two'], ballast: 98_000 }), who, { signedAt: new Date(at.getTime() + index) }))
    const shared = evidence()
    const passed = files.filter((bytes) => judgePdf(bytes, shared).verdict === 'TOTAL_PASSED').length
    if (passed !== count) throw new Error(`${count - passed} of ${count} own signatures did not pass`)
    const data = Buffer.alloc(300, 7)
    const { key } = who
    const publicKey = createPublicKey(key.export({ type: 'pkcs8', format: 'pem' }))
    const value = sign('sha256', data, key)
    const limit = cpu(files, (bytes) => { createHash('sha256').update(bytes).digest(); verify('sha256', data, publicKey, value) })
    const cached = cpu(files, (bytes) => judgePdf(bytes, shared))
    const alone = cpu(files.slice(0, 100), (bytes) => judgePdf(bytes, evidence()))
    process.stdout.write(`  ${kind}, ${Math.round((files[0]?.length ?? 0) / 1024)} KiB: ${cached.toFixed(3)} ms CPU a verdict, ${alone.toFixed(3)} ms with the chain judged anew; hash and one verification ${limit.toFixed(3)} ms, ratio ${(limit / cached).toFixed(2)}\n`)
  }
  return Promise.resolve()
}

/** Milliseconds of CPU for one, after a warm-up that is long enough for the compiler to be done. */
function cpu<Item>(items: readonly Item[], work: (item: Item) => unknown): number {
  for (let round = 0; round * items.length < 800; round++) for (const item of items) work(item)
  const before = process.cpuUsage()
  for (const item of items) work(item)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / items.length
}
