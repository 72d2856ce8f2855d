import { isArray, isKind, isName, type Pdf, type PdfDictionary, type PdfValue } from '../pdf/index.ts'
import type { SigningRefusal } from './model.ts'
import { mayAct } from './scan.ts'

/** What could show another document to its reader than to its signer, or do something by itself. */
export function danger(pdf: Pdf): SigningRefusal | undefined {
  const { latest } = pdf
  const form = latest.dictionary(latest.catalog, 'AcroForm')
  if (form?.entries.has('XFA') === true) return 'dynamic-form'
  if (hides(pdf)) return 'hidden-content'
  return mayAct(pdf) && acts(pdf) ? 'active-content' : undefined
}

/** Layers that do not show, or that come and go by themselves with viewing and printing. */
function hides({ latest }: Pdf): boolean {
  const properties = latest.dictionary(latest.catalog, 'OCProperties')
  const usual = properties === undefined ? undefined : latest.dictionary(properties, 'D')
  if (usual === undefined) return false
  const base = latest.get(usual, 'BaseState')
  const isOn = base === null || isName(base, 'ON')
  return !isOn || (latest.array(usual, 'OFF') ?? []).length > 0 || (latest.array(usual, 'AS') ?? []).length > 0
}

const acting = new Set(['JavaScript', 'Launch'])

/** Looks at every object there is. */
function acts({ latest }: Pdf): boolean {
  const runs = (value: PdfValue | undefined, depth: number): boolean => {
    if (typeof value !== 'object' || value === null || depth > 128) return false
    if (isArray(value)) return value.some((item) => runs(item, depth + 1))
    if (isKind(value, 'stream')) return runs(value.dictionary, depth)
    return isKind(value, 'dictionary') && (isAction(value) || [...value.entries.values()].some((item) => runs(item, depth + 1)))
  }
  const isAction = (value: PdfDictionary): boolean => {
    const kind = latest.get(value, 'S')
    return value.entries.has('JS') || (isKind(kind, 'name') && acting.has(kind.name))
  }
  return latest.numbers().some((number) => runs(latest.object(number), 0))
}
