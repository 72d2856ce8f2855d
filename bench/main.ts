import { machine } from './measure.ts'

/** One file a claim; each prints a ratio, its peers and nothing absolute that anyone should rely on. */
const claims: Readonly<Record<string, () => Promise<{ bench: () => Promise<void> }>>> = {
  register: () => import('./register.ts'),
  read: () => import('./read.ts'),
  log: () => import('./log.ts'),
  scale: () => import('./scale.ts'),
  memory: () => import('./memory.ts'),
  nodes: () => import('./nodes.ts'),
  search: () => import('./search.ts'),
  bulk: () => import('./bulk.ts'),
  inbox: () => import('./inbox.ts'),
  walls: () => import('./walls.ts'),
  backup: () => import('./backup.ts'),
  pdf: () => import('./pdf.ts'),
  sign: () => import('./sign.ts'),
  ceremony: () => import('./ceremony.ts'),
  verify: () => import('./verify.ts'),
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in claims))
if (unknown.length > 0) {
  process.stderr.write(`There is no bench ${unknown.join(', ')}. There are: ${Object.keys(claims).join(', ')}\n`)
  process.exit(2)
}
process.stdout.write(`${machine()}\n`)
for (const [name, load] of Object.entries(claims)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  process.stdout.write(`\n${name}\n`)
  await (await load()).bench()
}
process.exit(0)
