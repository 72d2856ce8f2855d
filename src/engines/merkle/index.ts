export { leafHash, nodeHash, emptyRoot, hashLength, type Hash } from './hash.ts'
export { completeNodes, type NodeAt, type NodeId } from './subtree.ts'
export {
  append, appendAll, root, emptyFrontier, encodeFrontier, decodeFrontier, type CompletedNode, type Frontier, type Grown
} from './frontier.ts'
export { inclusionNodes, inclusionProof, verifyInclusion } from './inclusion.ts'
export { consistencyNodes, consistencyProof, verifyConsistency } from './consistency.ts'
export {
  cosignerKey, encodeCosignerKey, isKeyName, noteKey, noteSigner, encodeVerifierKey, parseCosignerKey, parseVerifierKey,
  type CosignerKey, type NoteKey, type NoteSigner,
} from './key.ts'
export { addSignatures, cosign, cosigner, readCosignatures, type Cosignature, type Cosigner } from './cosignature.ts'
export { encodeSubmission, judgeSubmission, parseSubmission, type Known, type Submission, type SubmissionRefusal } from './witness.ts'
export { signNote, openNote, type NoteRefusal, type OpenedNote } from './note.ts'
export {
  encodeCheckpoint, parseCheckpoint, signCheckpoint, openCheckpoint, type Checkpoint, type CheckpointRefusal, type OpenedCheckpoint
} from './checkpoint.ts'
export { encodeProof, parseProof, verifyProof, type Inclusion, type LogProof, type ProofRefusal } from './proof.ts'
