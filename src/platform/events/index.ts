export { enqueue, enqueueAt, enqueueBehind, publish, type DeliveredEvent, type DomainEvent } from './outbox.ts'
export { deliver, startWorker, type Attempt, type Listener, type Task, type Worker, type WorkerOptions } from './worker.ts'
export { JobFailure, redacted } from './failure.ts'
export { deadJobs, jobCounts, jobsKey, prepareJobs, reviveJobs, type DeadJob, type JobCount } from './jobs.ts'
export { jobsTable, makeJobsTable, takeJobs, unfinishedJobs } from './jobs-copy.ts'

/** The platform's own schema: roles of the database, then the outbox. Before those of any room. */
export const platformMigrations = [
  { room: 'database', folder: new URL('../database/', import.meta.url) },
  { room: 'events', folder: new URL('./', import.meta.url) },
]
