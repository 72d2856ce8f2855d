export { viewsRoutes } from './routes.ts'
export type { Place as ViewPlace } from './model.ts'
export { viewsKeeper } from './personal-data.ts'

/** The room's schema. */
export const migrations = { room: 'views', folder: new URL('./', import.meta.url) }
