import type { Task } from '../../platform/events/index.ts'
import type { SigningDeps } from './service.ts'
import { ceremonyTasks } from './service-run.ts'
import { sealTasks } from './service-seal.ts'

/** The work of this room behind the counter. */
export const signingTasks = (deps: SigningDeps): Readonly<Record<string, Task>> => ({ ...ceremonyTasks(deps), ...sealTasks(deps) })
