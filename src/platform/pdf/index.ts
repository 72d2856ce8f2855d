export { missingCharacters } from './font.ts'
export type { Letter } from './letter.ts'
export { pdfPagePng, pdfPages, pdfText, type PageSize, type PdfRefusal } from './reading.ts'
export { renderLetter } from './render-letter.ts'
