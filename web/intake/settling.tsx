import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { directoryQuery } from '../identity/index.tsx'
import { Button, formatDate, Kbd, LinkButton, Message, Panel, plural, Skeleton, Stack, useLanguage, useTexts } from '../kit/index.ts'
import type { IntakeItem } from './item.ts'
import { RefuseDialog } from './refuse.tsx'
import { RegistrationForm } from './registration-form.tsx'
import { Failure } from '../shell/failure.tsx'
import { useShortcuts } from '../shell/use-shortcuts.ts'
import { intakeTexts, submissionForms } from './texts.ts'

/** What becomes of a submission, or has become. */
export function Settling({ item, waiting, onSettled }: { item: IntakeItem, waiting: number, onSettled: () => void }) {
  const t = useTexts(intakeTexts)
  const language = useLanguage()
  const [refusing, setRefusing] = useState(false)
  const isOpen = item.state !== 'registered' && item.state !== 'refused'
  useShortcuts({ r: isOpen ? () => setRefusing(true) : undefined })
  if (item.state === 'registered') {
    return <Message tone="success" quiet title={t.item.registered} actions={<LinkButton size="s" href={`/podatelna/${item.id}/razitko`}>{t.stamp.open}</LinkButton>}>{item.documentId ? <a href={`/dokumenty/${item.documentId}`}>{item.referenceNumber}</a> : item.referenceNumber}</Message>
  }
  if (item.state === 'refused') return <Message quiet title={t.item.refused}>{item.refusedReason}{item.toldAt && <><br /><span className="muted small">{t.item.told(formatDate(language, item.toldAt, 'moment'))}</span></>}</Message>
  const refuse = <Button look="plain" onClick={() => setRefusing(true)}>{t.refuse.open} <Kbd>R</Kbd></Button>
  return (
    <div className="intake__settling">
      {item.quarantine
        ? <Message tone="error" quiet title={t.item.quarantine} actions={refuse}>{item.quarantine.title} {t.item.quarantineLead}</Message>
        : <Panel title={t.form.title} tone="primary"><WithUnits><RegistrationForm item={item} onRegistered={onSettled} actions={refuse} /></WithUnits></Panel>}
      <Stack gap="s"><p className="muted small">{waiting > 0 ? t.item.left(plural(language, waiting, submissionForms[language])) : t.item.last}</p></Stack>
      <RefuseDialog item={item} open={refusing} onClose={() => setRefusing(false)} onRefused={onSettled} />
    </div>
  )
}

/** A registrar types ahead: a field that took the letters before its units had come would choose nothing and not say so. */
function WithUnits({ children }: { children: ReactNode }) {
  const directory = useQuery(directoryQuery)
  if (directory.data) return children
  return directory.error ? <Failure error={directory.error} onAgain={() => void directory.refetch()} /> : <Skeleton lines={6} />
}
