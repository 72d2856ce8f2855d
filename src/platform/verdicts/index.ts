export type { VerdictInput } from './judge.ts'
export { expectForeignFile, judgeForeignFile, unreadable } from './judging.ts'
export { gatherEvidence, judgeWithEvidence } from './rounds.ts'
export { judgeManyWithEvidence } from './many.ts'
