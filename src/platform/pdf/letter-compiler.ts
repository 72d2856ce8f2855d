import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { fileURLToPath } from 'node:url'
import { fontFiles } from './font.ts'
import type { LetterView } from './letter-view.ts'
import type { SheetView } from './sheet.ts'

/** What is to be set: a letter or a working paper. */
export type Setting = { readonly letter: LetterView } | { readonly sheet: SheetView }

/**
 * One paper as PDF/A-2a. The same pages must also pass as PDF/UA-1: the first proves they can be archived,
 * the second that they can be read aloud. Throws when either standard refuses them: that is a bug of the template.
 */
export function compile(setting: Setting): Uint8Array {
  const [mainFilePath, inputs] = 'letter' in setting
    ? [template('letter'), { letter: JSON.stringify(setting.letter) }] as const : [template('sheet'), { sheet: JSON.stringify(setting.sheet) }] as const
  const run = compiler().compile({ mainFilePath, inputs })
  const pages = run.result
  if (pages === null) throw new Error(`${Object.keys(setting).join()} does not compile: ${JSON.stringify(run.takeDiagnostics()?.shortDiagnostics)}`)
  const archived = compiler().pdf(pages, { pdfStandard: 'a-2a' })
  compiler().pdf(pages, { pdfStandard: 'ua-1' })
  compiler().evictCache(2)
  return archived
}

const folder = fileURLToPath(new URL('.', import.meta.url))
const template = (name: 'letter' | 'sheet') => fileURLToPath(new URL(`${name}.typ`, import.meta.url))

let made: NodeCompiler | undefined
const compiler = () => (made ??= NodeCompiler.create({ workspace: folder, fontArgs: [{ fontBlobs: fontFiles }] }))
