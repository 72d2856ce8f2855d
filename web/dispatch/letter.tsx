import { Panel, Skeleton, Stack, useTexts } from '../kit/index.ts'
import { firstShown, PreviewPane, wordingsOf, type RecordsDocument } from '../records/index.tsx'
import { dispatchTexts } from './texts.ts'

/** The letter as it would leave, set from the last saved words. */
export function Letter({ document }: { document: RecordsDocument }) {
  const t = useTexts(dispatchTexts)
  const main = firstShown(document.components.filter(({ role }) => role === 'main'))
  const version = wordingsOf(document.components).at(-1)
  return (
    <Panel title={t.letter} flush={main !== undefined}>
      {main && version ? <PreviewPane documentId={document.id} component={main} version={version.number} /> : <Stack><p className="muted">{t.letterWaits}</p><Skeleton /></Stack>}
    </Panel>
  )
}
