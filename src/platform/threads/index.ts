export { openThreads, TookTooLong, type Threads } from './threads.ts'
