export { enqueue, publish, type DeliveredEvent, type DomainEvent } from './outbox.ts'
export { deliver, startWorker, type Listener, type Task, type Worker, type WorkerOptions } from './worker.ts'
export { prepareJobs } from './jobs.ts'
