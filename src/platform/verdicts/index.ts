export type { VerdictInput } from './judge.ts'
export { judgeForeignFile } from './judging.ts'
export { judgeWithEvidence } from './rounds.ts'
