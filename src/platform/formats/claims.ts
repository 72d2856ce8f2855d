import type { Format } from './detect.ts'

/** What files called so hold; an extension that is not here claims nothing we could check. */
const claims: Readonly<Record<string, readonly Format[]>> = {
  pdf: ['pdf'], png: ['png'], jpg: ['jpeg'], jpeg: ['jpeg'], jpe: ['jpeg'], tif: ['tiff'], tiff: ['tiff'], gif: ['gif'], webp: ['webp'], bmp: ['bmp'],
  docx: ['ooxml'], docm: ['ooxml'], dotx: ['ooxml'], xlsx: ['ooxml'], xlsm: ['ooxml'], xltx: ['ooxml'], pptx: ['ooxml'], pptm: ['ooxml'], ppsx: ['ooxml'],
  odt: ['odf'], ods: ['odf'], odp: ['odf'], odg: ['odf'], ott: ['odf'], doc: ['ole', 'rtf'], xls: ['ole'], ppt: ['ole'], msg: ['ole'], rtf: ['rtf'],
  zip: ['zip', 'asic', 'isdocx'], asice: ['asic'], asics: ['asic'], sce: ['asic'], scs: ['asic'], zfo: ['zfo'], eml: ['eml'], isdoc: ['isdoc'], isdocx: ['isdocx'],
  txt: ['text'], csv: ['text'], htm: ['html'], html: ['html'], xml: ['text', 'html', 'isdoc'], '7z': ['7z'], rar: ['rar'], tar: ['tar'], gz: ['gzip'],
  tgz: ['gzip'], bz2: ['bzip2'], xz: ['xz'],
}

/** The extension of the name in lower case when it claims something else than the bytes are; null when all is well or nothing can be said. */
export function falseClaim(name: string, format: Format): string | null {
  const extension = /\.([^.\s]{1,10})$/u.exec(name.trim())?.[1]?.toLowerCase() ?? ''
  const claimed = Object.hasOwn(claims, extension) ? claims[extension] : undefined
  return claimed && !claimed.includes(format) ? extension : null
}
