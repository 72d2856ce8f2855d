import { useQuery } from '@tanstack/react-query'
import { Panel, Skeleton, Stack, useTexts } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { Actions } from './actions.tsx'
import { Course } from './course.tsx'
import type { Wording } from './item.ts'
import { circulationQuery } from './queries.ts'
import { circulationTexts } from './texts.ts'
import { Turns } from './turns.tsx'

interface PanelProps {
  readonly documentId: string
  /** Versions of what would be approved, oldest first; empty when there is nothing to approve yet. */
  readonly wordings: readonly Wording[]
}

/** What is asked of whom about a document, with what answer, and what this person can do about it. */
export function CirculationPanel({ documentId, wordings }: PanelProps) {
  const t = useTexts(circulationTexts)
  const circulation = useQuery(circulationQuery(documentId))
  return (
    <div id="obeh" className="circulation">
      <Panel title={t.panel}>
        {circulation.error && !circulation.data && <Failure error={circulation.error} onAgain={() => void circulation.refetch()} />}
        {circulation.isPending && <Skeleton lines={5} />}
        {circulation.data && (
          <Stack gap="l">
            <Turns documentId={documentId} circulation={circulation.data} wordings={wordings} />
            <Actions documentId={documentId} may={circulation.data.may} wordings={wordings} />
            <Course items={circulation.data.items} wordings={wordings} />
          </Stack>
        )}
      </Panel>
    </div>
  )
}
