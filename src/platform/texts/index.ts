export { contentText, type TextRefusal } from './content-text.ts'
