export { replaceDurably, syncFolder, writeDurably } from './durable.ts'
