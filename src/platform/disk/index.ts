export { foldersAbove, replaceDurably, syncFolder, writeDurably } from './durable.ts'
export { writePieces } from './pieces.ts'
