export { publicationListeners, publishOffices, type PublicationDeps } from './service.ts'
export { publicationTasks } from './service-receipt.ts'
export { hasMatter, publishDelivery, takeDelivery, type PublishRefusal } from './service-delivery.ts'
export type { SubmittedForm } from './model-form.ts'
export type { SubmitDeps } from './service-submit.ts'
export { portalRoutes, type PortalDeps } from './routes.ts'
export type { Frame, PortalPage } from './pages.ts'
export type { Scope } from './model.ts'
export { publicationKeeper } from './personal-data.ts'

/** The room's schema. */
export const migrations = { room: 'publication', folder: new URL('./', import.meta.url) }
