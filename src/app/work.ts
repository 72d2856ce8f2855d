import type { Logger } from 'pino'
import { circulationListeners, circulationTasks } from '../modules/circulation/index.ts'
import { dispatchListeners, dispatchTasks } from '../modules/dispatch/index.ts'
import { intakeTasks } from '../modules/intake/index.ts'
import { privacyTasks } from '../modules/privacy/index.ts'
import { publicationListeners, publicationTasks } from '../modules/publication/index.ts'
import { keepIndex } from '../modules/records/index.ts'
import { signingTasks } from '../modules/signing/index.ts'
import { validationListeners, validationTasks } from '../modules/validation/index.ts'
import { startWorker, type Listener, type Task, type Worker, type WorkerOptions } from '../platform/events/index.ts'
import type { Office } from './office.ts'
import { privacyDeps } from './privacy.ts'
import { validationDeps } from './validation.ts'
import { intakeDeps, publicationDeps, signingDeps } from './wiring.ts'

/** Who hears what: the only place where all rooms' ears are known. */
export function listenersOf(office: Office): readonly Listener[] {
  return [...circulationListeners(office), ...dispatchListeners(office), ...publicationListeners(publicationDeps(office)), ...validationListeners(office)]
}

export function tasksOf(office: Office): Readonly<Record<string, Task>> {
  return {
    ...circulationTasks(office), ...dispatchTasks(office), ...intakeTasks(intakeDeps(office)), ...privacyTasks(privacyDeps(office)), ...publicationTasks(publicationDeps(office)),
    ...signingTasks(signingDeps(office)), ...validationTasks(validationDeps(office)),
  }
}

/** Starts the part of the office that works behind the counter: events, jobs, mail, the index of the search. */
export async function startWork(office: Office, log?: Logger, options: Pick<WorkerOptions, 'pollIntervalMs'> = {}): Promise<Worker> {
  const report: WorkerOptions['report'] = (message, error) => (
    error === undefined ? log?.warn(message) : log?.error({ error }, message))
  const worker = await startWorker({ ...options, pool: office.workerPool, db: office.db, listeners: listenersOf(office), tasks: tasksOf(office), report })
  const index = keepIndex(office, report)
  return {
    async stop() {
      await Promise.all([worker.stop(), index.stop()])
    },
  }
}
