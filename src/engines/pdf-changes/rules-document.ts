import { dictionary, isArray, isKind, type PdfDictionary } from '../pdf/index.ts'
import { entries, type Meeting, type Place } from './comparison.ts'
import { below } from './path.ts'
import { annotations } from './rules-annotations.ts'
import { fixed, free, frozen } from './rules-anywhere.ts'
import { form } from './rules-form.ts'
import { structureTree } from './rules-structure.ts'

/** The trailer: what else it says is about the file and not about the document. */
export const trailer: Place = { name: 'trailer', judge: (met) => {
  const both = dictionaries(met)
  if (both === undefined) return
  const [before, after] = both
  const one = before.entries.get('Root')
  const other = after.entries.get('Root')
  met.walk.meet(one, other, catalog, below(undefined, 'Root'), undefined)
  for (const [key, place] of Object.entries(before.entries.has('Encrypt') || after.entries.has('Encrypt') ? ofEncrypted : ofTrailer)) {
    met.walk.meet(before.entries.get(key) ?? null, after.entries.get(key) ?? null, place, below(undefined, key), undefined)
  }
} }

const ofTrailer: Readonly<Record<string, Place>> = {
  Info: free('document-information', 'LTA_UPDATES'), ID: free('file-identifier', 'LTA_UPDATES'), AuthCode: fixed,
}
const encryption = frozen('encryption', 'encryption-changed')
const ofEncrypted: Readonly<Record<string, Place>> = { ...ofTrailer, Encrypt: encryption }

const catalog: Place = { name: 'catalog', judge: (met) => {
  const both = dictionaries(met)
  if (both === undefined) return met.walk.refuse(met, 'catalog-replaced')
  if (both[0] !== both[1] && both[1].repeated.length > 0) met.walk.refuse(met, 'repeated-key')
  entries(met, ...both, (key) => ofCatalog[key] ?? fixed)
} }

/** A node of the page tree or a page; which of them it is may not change either, as /Type and /Kids are fixed in both. */
const pageTree: Place = { name: 'page-tree', judge: (met) => {
  const both = dictionaries(met)
  if (both === undefined) return met.walk.refuse(met, 'pages-changed')
  const [before, after] = both
  if (before !== after && after.repeated.length > 0) met.walk.refuse(met, 'repeated-key')
  const number = met.walk.landmarks.pagesAfter.get(met.references?.[1].number ?? 0)
  entries({ ...met, path: { ...met.path, page: number } }, before, after, (key) => ofPageTree[key] ?? fixed)
} }

const kids: Place = { name: 'page-kids', judge: (met) => {
  const { before, after, walk, path, object } = met
  if (!isArray(before) || !isArray(after)) return walk.refuse(met, 'pages-changed')
  if (before.length !== after.length) walk.refuse(met, 'pages-changed')
  for (const [index, kid] of before.slice(0, after.length).entries()) walk.meet(kid, after[index], pageTree, below(path, index), object)
} }

const ofPageTree: Readonly<Record<string, Place>> = { Kids: kids, Parent: pageTree, Annots: annotations }

const namedAppearances = free('annotation-changed', 'ANNOTATIONS')

/** Named appearances come with annotations; every other list of names is a part of the document. */
const names: Place = { name: 'names', judge: (met) => {
  const before = met.before ?? dictionary({})
  const { after } = met
  if (!isKind(before, 'dictionary') || !isKind(after, 'dictionary')) return met.walk.refuse(met, 'not-allowed')
  entries(met, before, after, (key) => key === 'AP' ? namedAppearances : fixed)
} }

const ofCatalog: Readonly<Record<string, Place>> = {
  Pages: pageTree, AcroForm: form, StructTreeRoot: structureTree, DSS: free('validation-data', 'LTA_UPDATES'),
  Extensions: free('extensions', 'LTA_UPDATES'), Version: free('version', 'LTA_UPDATES'), Metadata: free('metadata', 'LTA_UPDATES'),
  MarkInfo: free('mark-info', 'LTA_UPDATES'),
  Names: names,
}

function dictionaries({ before, after }: Meeting): readonly [PdfDictionary, PdfDictionary] | undefined {
  return isKind(before, 'dictionary') && isKind(after, 'dictionary') ? [before, after] : undefined
}

/** Only what a page shows of itself: for telling which pages differ. */
export const page: Place = { name: 'page', judge: (met) => {
  const both = dictionaries(met)
  if (both === undefined) return met.walk.refuse(met, 'pages-changed')
  entries(met, ...both, (key) => key === 'Parent' || key === 'Annots' ? undefined : fixed)
} }
