export { addressOf, useViews, type View } from './queries.ts'
export { SavedViews } from './saved-views.tsx'
