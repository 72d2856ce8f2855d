import type { FileState } from '../../src/modules/records/index.ts'
import { Tag, useTexts } from '../kit/index.ts'
import { fileTexts } from './texts-file.ts'

/** How far a file has got, in a word. */
export function FileStateTag({ state }: { state: FileState }) {
  const t = useTexts(fileTexts)
  return <Tag state tone={state === 'nevyrizen' || state === 'otevren' ? 'info' : state === 'vyrizen' ? 'success' : 'neutral'}>{t.states[state]}</Tag>
}
