export { composeAnswer, readAnswer, updateAnswer, type AnswerView } from './service-answer.ts'
export { dispatchAnswer, readDispatches, sendDispatch, type DispatchDeps, type Postman } from './service-dispatch.ts'
export { dispatchTasks } from './tasks.ts'
export { dispatchRoutes } from './routes.ts'
export type { AnswerText, Consignment, ConsignmentState } from './model.ts'

/** The room's schema. */
export const migrations = { room: 'dispatch', folder: new URL('./', import.meta.url) }
