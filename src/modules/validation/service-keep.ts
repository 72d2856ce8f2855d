import type { DocumentReport } from '../../engines/verdict/index.ts'
import { newId, type Id } from '../../kernel/id.ts'
import type { Deed } from '../audit/index.ts'
import type { Component } from '../records/index.ts'
import { insertRecord } from './store.ts'

/** What was found out about one content. */
export interface Finding {
  readonly documentId: Id<'Document'>
  readonly component: Component
  readonly version: Component['versions'][number]
  readonly judgedBy: Id<'Person'> | null
  readonly report: DocumentReport
}

/** Keeps a finding and says so in the log. */
export async function keep(deed: Deed, { documentId, component, version, judgedBy, report }: Finding): Promise<void> {
  const { tx, at, actor: { tenantId } } = deed
  await insertRecord(tx, tenantId, { id: newId<'Validation'>(at), documentId, componentId: component.id, version: version.number, sha256: version.sha256, judgedAt: at, judgedBy, report })
  deed.note({
    event: 'OvereniPodpisu', object: { type: 'Komponenta', id: component.id }, subjectId: documentId,
    payload: { version: version.number, content: version.sha256, verdict: report.verdict, signatures: report.signatures.map(({ id, indication, subIndication }) => ({ id, indication, sub: subIndication ?? null })) },
  })
}
