export { composeAnswer, readAnswer, updateAnswer, type AnswerView } from './service-answer.ts'
export { composeLetter, forwardDocument, type Addressee } from './service-letter.ts'
export { correctSent, withdrawLetter } from './service-change.ts'
export { discardLetter } from './service-discard.ts'
export { readDispatches, type ShownConsignment } from './service-shown.ts'
export { dispatchAnswer, type Recipient, type Sending } from './service-dispatch.ts'
export { sendDispatch, type DispatchDeps, type Postman } from './service-send.ts'
export { dispatchListeners } from './listeners.ts'
export { recordBounce, type BounceRefusal, type Reported } from './service-bounce.ts'
export { dispatchTasks } from './tasks.ts'
export { unsentDocuments } from './store-unfinished.ts'
export { dispatchRoutes } from './routes.ts'
export type { AnswerText, Consignment, ConsignmentState, DispatchChannel, Return } from './model.ts'
export { dispatchKeeper, documentOfDispatch } from './personal-data.ts'

/** The room's schema. */
export const migrations = { room: 'dispatch', folder: new URL('./', import.meta.url) }
