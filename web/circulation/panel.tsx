import { useQuery } from '@tanstack/react-query'
import { Panel, Skeleton, Stack, useTexts } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { Actions, type Deed } from './actions.tsx'
import { Course } from './course.tsx'
import type { Circulation, Wording } from './item.ts'
import { LimitLine } from './limit.tsx'
import { circulationQuery } from './queries.ts'
import { circulationTexts } from './texts.ts'
import { routeTexts } from './texts-route.ts'
import { Turns } from './turns.tsx'

interface PanelProps {
  readonly documentId: string
  /** Versions of what would be approved, oldest first; empty when there is nothing to approve yet. */
  readonly wordings: readonly Wording[]
  /** What should be done now, where the page around knows it. */
  readonly next?: Deed | undefined
  /** The page around says by itself what its handler may do. */
  readonly quiet?: boolean | undefined
}

/** For whose work the file waits now, in one line. */
function Waits({ items }: { items: Circulation['items'] }) {
  const t = useTexts(routeTexts)
  const who = new Set(items.filter(({ state, routeId, kind }) => state === 'open' && routeId !== null && kind !== 'note').map(({ delegates, takenBy, addressee }) => (delegates.at(-1) ?? takenBy ?? addressee).name))
  return who.size > 0 && <p className="small">{t.waits([...who].join(', '))}</p>
}

/** What is asked of whom about a document, with what answer, and what this person can do about it. */
export function CirculationPanel({ documentId, wordings, next, quiet }: PanelProps) {
  const t = useTexts(circulationTexts)
  const circulation = useQuery(circulationQuery(documentId))
  return (
    <div id="obeh" className="circulation">
      <Panel title={t.panel}>
        {circulation.error && !circulation.data && <Failure error={circulation.error} onAgain={() => void circulation.refetch()} />}
        {circulation.isPending && <Skeleton lines={5} />}
        {circulation.data && (
          <Stack gap="l">
            <Turns documentId={documentId} circulation={circulation.data} wordings={wordings} quiet={quiet} />
            <Actions documentId={documentId} may={circulation.data.may} wordings={wordings} next={next} />
            <LimitLine documentId={documentId} limit={circulation.data.limit} />
            <Waits items={circulation.data.items} />
            <Course items={circulation.data.items} routes={circulation.data.routes} wordings={wordings} />
          </Stack>
        )}
      </Panel>
    </div>
  )
}
