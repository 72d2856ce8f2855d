export { languageOf, type Language, type Texts } from './language.ts'
