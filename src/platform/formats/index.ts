export { detectFormat, extensions, mediaTypes, type Format } from './detect.ts'
