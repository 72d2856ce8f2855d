export { inTurn, keepProof, stampWhole, type Believed, type ProofRefusal } from './strengthen.ts'
export { keepsAll } from './kept.ts'
