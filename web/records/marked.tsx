import { piecesOf, type Marked as MarkedText } from './found.ts'

/** A text with what was looked for marked in it. */
export const Marked = ({ of }: { of: MarkedText }) => <>{piecesOf(of).map(({ text, marked }, i) => (marked ? <mark key={i}>{text}</mark> : text))}</>
