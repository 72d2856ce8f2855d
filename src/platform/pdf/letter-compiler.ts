import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { fileURLToPath } from 'node:url'
import { fontFiles } from './font.ts'
import type { LetterView } from './letter-view.ts'

/**
 * One letter as PDF/A-2a. The same pages must also pass as PDF/UA-1: the first proves they can be archived,
 * the second that they can be read aloud. Throws when either standard refuses them: that is a bug of the template.
 */
export function compileLetter(view: LetterView): Uint8Array {
  const run = compiler().compile({ mainFilePath: template, inputs: { letter: JSON.stringify(view) } })
  const pages = run.result
  if (pages === null) throw new Error(`letter does not compile: ${JSON.stringify(run.takeDiagnostics()?.shortDiagnostics)}`)
  const archived = compiler().pdf(pages, { pdfStandard: 'a-2a' })
  compiler().pdf(pages, { pdfStandard: 'ua-1' })
  compiler().evictCache(2)
  return archived
}

const folder = fileURLToPath(new URL('.', import.meta.url))
const template = fileURLToPath(new URL('letter.typ', import.meta.url))

let made: NodeCompiler | undefined
const compiler = () => (made ??= NodeCompiler.create({ workspace: folder, fontArgs: [{ fontBlobs: fontFiles }] }))
