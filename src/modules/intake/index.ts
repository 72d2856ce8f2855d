export { intakeTasks, receive, receiveStored, type Delivery, type StoredDelivery } from './service.ts'
export type { IntakeDeps } from './deps.ts'
export { receiveForm, type WebForm } from './service-web.ts'
export { receivePaper, type PaperDelivery } from './service-paper.ts'
export { refuseItem } from './service-refuse.ts'
export { registerItem, type NewRegistration, type RegisteredItem, type RegisterRefusal } from './service-register.ts'
export { listItems, viewItem, type ItemView } from './service-read.ts'
export { readIncoming, type Incoming } from './reading.ts'
export { intakeRoutes } from './routes.ts'
export type { Channel, Details, FileHandedIn, Item, QuarantineReason, Warning } from './model.ts'
export { documentOfItem, intakeKeeper } from './personal-data.ts'

/** The room's schema. */
export const migrations = { room: 'intake', folder: new URL('./', import.meta.url) }
