import { decodeLists } from '../../engines/trust/index.ts'
import { judgeFile, readEvidence, type DocumentReport } from '../../engines/verdict/index.ts'
import type { VerdictInput } from './judge.ts'

/** Several files to be judged by the same evidence. */
export interface ManyInput extends Omit<VerdictInput, 'bytes' | 'content'> { readonly files: readonly Uint8Array[] }

/** Runs inside the sandbox: one start and one reading of the evidence for all of them. */
export default function judgeMany({ files, lists, ...given }: ManyInput): DocumentReport[] {
  const evidence = readEvidence({ ...given, lists: lists === undefined ? [] : decodeLists(lists) ?? [] })
  return files.map((bytes) => judgeFile(bytes, evidence))
}
