import { decodeLists } from '../../engines/trust/index.ts'
import { judgeFile, readEvidence, type DocumentReport } from '../../engines/verdict/index.ts'

/** What goes into the sandbox; lists as the bytes that are kept of them. */
export interface VerdictInput {
  readonly bytes: Uint8Array
  /** What a detached signature signs. */
  readonly content: Uint8Array | undefined
  readonly anchors: readonly Uint8Array[]
  readonly certificates: readonly Uint8Array[]
  readonly crls: readonly Uint8Array[]
  readonly ocsps: readonly Uint8Array[]
  readonly lists: Uint8Array | undefined
  readonly at: Date
}

/** Runs inside the sandbox: everything here is bytes of strangers. */
export default function judge({ bytes, content, lists, ...given }: VerdictInput): DocumentReport {
  return judgeFile(bytes, readEvidence({ ...given, lists: lists === undefined ? [] : decodeLists(lists) ?? [] }), content)
}
