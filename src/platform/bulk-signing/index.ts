export { placedBlock } from './shown.ts'
export { signFiles, type Signed } from './sign-files.ts'
export type { FileOutcome, FileRefusal, FileTask, Means } from './model.ts'
