export type { VerdictInput } from './judge.ts'
export { judgeForeignFile } from './judging.ts'
export { gatherEvidence, judgeWithEvidence } from './rounds.ts'
