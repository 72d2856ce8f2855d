export { viewsRoutes } from './routes.ts'

/** The room's schema. */
export const migrations = { room: 'views', folder: new URL('./', import.meta.url) }
