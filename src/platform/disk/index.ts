export { foldersAbove, replaceDurably, syncFolder, writeDurably } from './durable.ts'
export { exclusively, type ExclusiveOptions } from './exclusive.ts'
export { writePieces } from './pieces.ts'
