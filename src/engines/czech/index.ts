export { fold, foldWithPlaces } from './fold.ts'
export { tokens, type Token } from './tokens.ts'
export { stem } from './stem.ts'
export { distance } from './distance.ts'
