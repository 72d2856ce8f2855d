import type { Task } from '../../platform/events/index.ts'
import type { DeedDeps } from '../audit/index.ts'
import { bulkTasks } from './service-bulk-run.ts'
import { silenceTasks } from './service-silence.ts'

/** The work of this room behind the counter. */
export const circulationTasks = (deps: DeedDeps): Readonly<Record<string, Task>> => ({ ...silenceTasks(deps), ...bulkTasks(deps) })
