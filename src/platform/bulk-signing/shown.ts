import { freePlace, type Block } from '../../engines/pades/index.ts'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { fontFiles, pdfInk } from '../pdf/index.ts'

/** A block for the first signature of a foreign file: on its last page, as low as it covers nothing. */
export async function placedBlock(bytes: Uint8Array, lines: readonly string[]): Promise<Result<Block, 'no-free-place'>> {
  const [font] = fontFiles
  const ink = await pdfInk(bytes)
  if (!ink.ok || font === undefined) return refuse('no-free-place')
  const { page, widthPt, heightPt, boxes } = ink.value
  const rectangle = freePlace([0, 0, widthPt, heightPt], boxes, { width: 200, height: 16 + 12 * lines.length })
  return rectangle === undefined ? refuse('no-free-place') : accept({ lines, font, place: { page, rectangle } })
}
