import { createHash } from 'node:crypto'
import { finishSignature, prepare, prepareSignature, signerOf, type HashName, type Prepared, type Signer, type Wish } from '../../engines/pades/index.ts'
import type { ToSign } from '../../engines/cms/index.ts'
import { openPdf, reading, saysPdf } from '../../engines/pdf/index.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import type { Place, Shown } from '../../modules/signing/index.ts'
import { drawableText, fontFiles } from '../../platform/pdf/index.ts'
import { containerObstacle, finishContainer, prepareContainer } from './container.ts'

/** What the thread is asked: what the bytes are, to make them ready, or to put a signature where it belongs. */
export type Question =
  /** `shown`: where a block is to stand. */
  | { readonly ask: 'inspect'; readonly bytes: Uint8Array; readonly shown?: Place }
  | { readonly ask: 'prepare'; readonly chain: readonly Uint8Array[]; readonly documents: readonly ToPrepare[] }
  | { readonly ask: 'finish'; readonly chain: readonly Uint8Array[]; readonly documents: readonly ToFinish[] }

/** `stamped`: whether there has to be room for a time stamp. */
export interface ToPrepare { readonly bytes: Uint8Array; readonly wish: Wish; readonly stamped: boolean; readonly shown: Shown | null; readonly fileName: string }

export interface ToFinish {
  readonly kept: KeptDocument
  readonly signature: Uint8Array
  /** The time stamp over the signature. */
  readonly token?: Uint8Array
  /** What a container is made of anew; a PDF needs only what comes to its end. */
  readonly bytes?: Uint8Array
}

/** A document made ready: what the key signs, and what is needed to finish beside the bytes themselves. */
export interface KeptDocument {
  readonly form: { readonly kind: 'pdf'; readonly prepared: Omit<Prepared, 'original'> } | { readonly kind: 'container'; readonly fileName: string; readonly at: Date }
  readonly hash: HashName
  /** What the key signs, and its digest by the key's own hash. */
  readonly toSign: ToSign
  /** SHA-256 of what the key signs: by it a signature that was made before is known again. */
  readonly digest: Uint8Array
}

export interface Inspected { readonly pages: number | null; readonly obstacle: string | null }

/** Of a finished PDF there is only what was added to its end, of a container the whole. */
export type Answer = Inspected | readonly Result<KeptDocument, string>[] | readonly Result<Uint8Array, string>[]

/** All that signing does with bytes, off the event loop. The reader is bounded by itself, so it needs no sandbox. */
export default function answer(question: Question): Answer {
  switch (question.ask) {
    case 'inspect': return inspect(question.bytes, question.shown)
    case 'prepare': {
      const signer = signerFor(question.chain)
      return question.documents.map((document) => (signer ? prepared(document, signer) : refuse('unsupported-key')))
    }
    case 'finish': {
      const signer = signerFor(question.chain)
      return question.documents.map((document) => (signer ? finished(document, signer) : refuse('unsupported-key')))
    }
  }
}

let known: { readonly chain: string; readonly signer: Signer } | undefined

/** One key signs many documents: what is the same for all is kept. */
function signerFor(chain: readonly Uint8Array[]): Signer | undefined {
  const key = Buffer.from(chain[0] ?? []).toString('latin1')
  if (known?.chain === key) return known.signer
  const made = signerOf(chain)
  if (made.ok) known = { chain: key, signer: made.value }
  return made.ok ? made.value : undefined
}

/** How many pages there are, and what would keep anybody from signing: found out by making it ready for a signature that nobody makes. */
function inspect(bytes: Uint8Array, place?: Place): Inspected {
  if (!saysPdf(bytes)) return { pages: null, obstacle: containerObstacle(bytes) }
  const opened = openPdf(bytes)
  if (!opened.ok) return { pages: null, obstacle: opened.refusal }
  const pages = reading(() => opened.value.latest.pages.length)
  const ready = prepare(bytes, { signedAt: new Date(0), room: 1, ...(place ? shownAs({ place, lines: ['Elektronicky podepsáno'] }) : {}) })
  return { pages: pages.ok ? pages.value : null, obstacle: !ready.ok ? ready.refusal : pages.ok ? null : pages.refusal }
}

/**
 * A signature that is shown does not certify: after a certification nobody else's could be shown. Later changes are judged all the same, and the
 * final copy is locked.
 */
const shownAs = ({ place, lines }: Shown): Pick<Wish, 'block' | 'certification'> => {
  const [font] = fontFiles
  if (!font) throw new Error('there is no font')
  return { certification: 'none', block: { font, place: fitted(place, lines.length), lines: lines.map(drawableText) } }
}

const [padding, lineHeight] = [4, 11.7]

/** No higher than its lines are at their usual size. */
const fitted = ({ page, rectangle: [left, bottom, right, top] }: Place, lines: number): Place =>
  ({ page, rectangle: [left, bottom, right, Math.min(top, bottom + 2 * padding + Math.ceil(lines * lineHeight))] })

function prepared({ bytes, wish, stamped, shown, fileName }: ToPrepare, signer: Signer): Result<KeptDocument, string> {
  if (!saysPdf(bytes)) {
    if (wish.final) return refuse('no-final-container')
    const toSign = prepareContainer(bytes, fileName, wish.signedAt, signer)
    return toSign.ok ? accept(kept({ kind: 'container', fileName, at: wish.signedAt }, signer.algorithm.digest, toSign.value)) : toSign
  }
  const ready = prepareSignature(bytes, { ...wish, ...(shown ? shownAs(shown) : {}) }, signer, stamped)
  if (!ready.ok) return ready
  const { prepared: { original: _, ...made }, toSign } = ready.value
  return accept(kept({ kind: 'pdf', prepared: made }, made.hash, toSign))
}

const kept = (form: KeptDocument['form'], hash: HashName, { bytes, digest }: ToSign): KeptDocument => ({ form, hash, toSign: { bytes, digest }, digest: createHash('sha256').update(bytes).digest() })

const nothing = new Uint8Array()

/** The bytes of a PDF are not needed any more: what the key signed has the digest of them. */
function finished({ kept: { form, toSign }, signature, token, bytes = nothing }: ToFinish, signer: Signer): Result<Uint8Array, string> {
  if (form.kind === 'container') return finishContainer(bytes, form.fileName, form.at, { toSign, signature, token }, signer)
  const chunks = finishSignature({ prepared: { ...form.prepared, original: nothing }, toSign }, signer, signature, token)
  return chunks.ok ? accept(chunks.value[1]) : chunks
}
