import type { PdfDictionary } from '../pdf/index.ts'

/** A place in the graph of objects, from the trailer down, and the page and field it belongs to. */
export type Path = {
  readonly above: Path | undefined
  readonly step: string | number
  readonly page: number | undefined
  readonly field: string | undefined
  /** The annotation it is in, as it was and as it is. */
  readonly annotation?: readonly [before: PdfDictionary, after: PdfDictionary] | undefined
}

export const below = (above: Path | undefined, step: string | number): Path =>
  ({ above, step, page: above?.page, field: above?.field, annotation: above?.annotation })

export function written(path: Path): string {
  const steps: string[] = []
  for (let at: Path | undefined = path; at !== undefined; at = at.above) {
    steps.push(typeof at.step === 'number' ? `[${at.step}]` : `/${at.step}`)
  }
  return steps.reverse().join('')
}
