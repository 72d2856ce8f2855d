import { isKind, Lexer, PdfProblem, type PdfValue } from '../pdf/index.ts'

/** An operator of a content stream with what stands before it. */
export type Operation = { readonly operator: string; readonly operands: readonly PdfValue[] }

/** Reads a content stream operation by operation (ISO 32000-2 § 7.8.2). Inline images come as BI with their data left out. */
export function* operationsOf(bytes: Uint8Array): Generator<Operation> {
  const lexer = new Lexer(bytes, 0, 64)
  let operands: PdfValue[] = []
  for (let count = 0; count < 2_000_000; count++) {
    lexer.skip()
    if (lexer.at >= bytes.length) return
    const value = operandAt(lexer)
    if (value !== undefined) {
      // More than any operator takes: a reader would drop them.
      if (operands.length < 4096) operands.push(value)
      continue
    }
    const operator = lexer.word()
    if (operator === '') throw new PdfProblem('malformed-stream', lexer.at)
    if (operator === 'BI') skipInlineImage(lexer)
    yield { operator, operands }
    operands = []
  }
}

function operandAt(lexer: Lexer): PdfValue | undefined {
  const code = lexer.bytes[lexer.at] ?? 0
  // / < [ ( + - . and digits begin a value; true, false and null are told apart from operators by their whole words.
  if (isDigit(code) || code === 0x2f || code === 0x3c || code === 0x5b || code === 0x28) return lexer.value()
  if (code === 0x2b || code === 0x2d || code === 0x2e) return lexer.value()
  if (lexer.takes('true')) return true
  if (lexer.takes('false')) return false
  return lexer.takes('null') ? null : undefined
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39

/** From BI to behind EI, which stands between white space. */
function skipInlineImage(lexer: Lexer): void {
  const { bytes } = lexer
  for (let at = lexer.at + 1; at + 1 < bytes.length; at++) {
    if (bytes[at] !== 0x45 || bytes[at + 1] !== 0x49 || !isBlank(bytes[at - 1])) continue
    if (at + 2 < bytes.length && !isBlank(bytes[at + 2])) continue
    lexer.at = at + 2
    return
  }
  lexer.at = bytes.length
}

const blanks = new Set([0x20, 0x0a, 0x0d, 0x09, 0x0c, 0])
const isBlank = (code: number | undefined): boolean => code !== undefined && blanks.has(code)

/** The bytes of all strings among operands, those in arrays included. */
export const stringsIn = (operands: readonly PdfValue[]): readonly Uint8Array[] =>
  operands.flatMap((item) => Array.isArray(item) ? stringsIn(item as readonly PdfValue[]) : isKind(item, 'string') ? [item.bytes] : [])
