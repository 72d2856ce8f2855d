import { freePlaces, type BlockSize } from '../../engines/pades/index.ts'
import type { Place, Places } from '../../modules/signing/index.ts'
import { pdfInk } from '../../platform/pdf/index.ts'
import type { Documents } from './documents.ts'

/** Room for five lines within the margins of a letter; where a full page has none, nearer to its edge, and then for smaller letters. */
const sizes: readonly BlockSize[] = [{ width: 210, height: 68, margin: 62 }, { width: 210, height: 68 }, { width: 180, height: 44, margin: 18 }]
/** More signers than any act has. */
const most = 8

/** Where on the last page signatures cover nothing: what it shows is found out by drawing it in the sandbox. */
export async function placesIn(engine: Pick<Documents, 'inspect'>, bytes: Uint8Array): Promise<Places> {
  const ink = await pdfInk(bytes)
  if (!ink.ok) return none(ink.refusal === 'not-a-pdf' ? 'no-page' : ink.refusal === 'timed-out' ? 'took-too-long' : 'place-unknown')
  const { page, widthPt, heightPt, boxes } = ink.value
  for (const size of sizes) {
    const places = freePlaces([0, 0, widthPt, heightPt], boxes, size, most).map((rectangle): Place => ({ page, rectangle }))
    if (places.length > 0) return tried(engine, bytes, places)
  }
  return none('no-free-place')
}

const none = (obstacle: string): Places => ({ places: [], obstacle })

/** What the page shows is not all: it may be turned, or certified so that nothing may be added. */
async function tried(engine: Pick<Documents, 'inspect'>, bytes: Uint8Array, places: readonly Place[]): Promise<Places> {
  const { obstacle } = await engine.inspect(bytes, places[0])
  if (obstacle === null) return { places, obstacle }
  return none(obstacle === 'block-after-certification' ? 'signed-unshown' : obstacle === 'took-too-long' ? obstacle : 'place-unknown')
}
