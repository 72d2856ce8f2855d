import { useQuery } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { encode } from 'uqr'
import { Button, Message, Skeleton, formatDate, useLanguage, useTexts } from '../kit/index.ts'
import { documentQuery } from '../records/index.tsx'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { useMe } from '../shell/session.ts'
import type { IntakeItem } from './item.ts'
import { intakeItemQuery } from './queries.ts'
import { intakeTexts } from './texts.ts'

export const stampRoute = createRoute({ getParentRoute: () => officeRoute, path: '/podatelna/$id/razitko', component: StampPage })

/** The stamp of receipt (podací razítko) of a registered submission, to be printed as a label or onto the document. */
function StampPage() {
  const { id } = stampRoute.useParams()
  const t = useTexts(intakeTexts)
  const item = useQuery(intakeItemQuery(id))
  return (
    <Page width="narrow" title={t.stamp.title} crumbs={[{ title: t.title, href: '/podatelna' }, { title: item.data?.subject ?? t.item.title, href: `/podatelna/${id}` }, { title: t.stamp.title }]}
      actions={<Button look="primary" onClick={() => window.print()}>{t.stamp.print}</Button>}>
      {item.error ? <Failure error={item.error} onAgain={() => void item.refetch()} />
        : !item.data ? <Skeleton lines={6} />
        : item.data.documentId ? <Stamp item={item.data} documentId={item.data.documentId} /> : <Message tone="warning" title={t.stamp.notYet} />}
    </Page>
  )
}

/** What decree 259/2012 § 3 asks for: who, when (electronic ones to the second), the unique id, sheets and annexes. */
function Stamp({ item, documentId }: { item: IntakeItem, documentId: string }) {
  const t = useTexts(intakeTexts).stamp
  const language = useLanguage()
  const { tenant } = useMe()
  const document = useQuery(documentQuery(documentId))
  const paper = item.details?.paper
  if (document.error) return <Failure error={document.error} onAgain={() => void document.refetch()} />
  if (!document.data) return <Skeleton lines={6} />
  const { uniqueId, referenceNumber } = document.data
  const facts: readonly (readonly [string, string])[] = [
    [t.received, formatDate(language, item.receivedAt, 'moment')], [t.uniqueId, uniqueId], [t.number, referenceNumber],
    ...paper ? [[t.sheets, String(paper.sheets)], [t.annexes, String(paper.annexes)], ...paper.otherAnnexes ? [[t.otherAnnexes, paper.otherAnnexes] as const] : []] as const : [],
  ]
  return (
    <section className="stamp" aria-label={t.title}>
      <div className="stamp__words">
        <strong>{tenant.name}</strong>
        <dl>{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      </div>
      <Code text={`${uniqueId}\n${referenceNumber}`} label={t.code(referenceNumber)} />
    </section>
  )
}

/** The two numbers once more as a QR code, for whoever scans the paper later. */
function Code({ text, label }: { text: string, label: string }) {
  const { size, data } = encode(text, { ecc: 'M', border: 2 })
  const squares = data.flatMap((row, y) => row.flatMap((isDark, x) => isDark ? `M${x} ${y}h1v1h-1z` : [])).join('')
  return <svg className="stamp__code" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`}><rect width={size} height={size} fill="#fff" /><path d={squares} fill="#000" /></svg>
}
