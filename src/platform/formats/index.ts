export { detectFormat, extensions, mediaTypes, type Format } from './detect.ts'
export { falseClaim } from './claims.ts'
export { alsoReadAs } from './polyglot.ts'
