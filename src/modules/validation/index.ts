export { validationListeners } from './listeners.ts'
export { validationRoutes } from './routes.ts'
export { validationTasks } from './tasks.ts'
export { judgeAgain, judgeDocument, signedBytes, validationsOf, type ValidationDeps } from './service.ts'
export { askOwnJudging, judgeOwn } from './service-own.ts'
export { runNight, type LifeDeps } from './service-life.ts'
export { lifeSummary, listLives } from './service-life-read.ts'
export type { LifeProblem } from './model-life.ts'
export { validationKeeper } from './personal-data.ts'
export { wasTamperedWith, type ValidationRecord } from './model.ts'

/** The room's schema. */
export const migrations = { room: 'validation', folder: new URL('./', import.meta.url) }
