import { createRoute } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { Button, Cluster, LinkButton, Panel, RadioGroup, TextArea, TextField, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import { Page } from '../shell/page.tsx'
import { officeRoute } from '../shell/routes.tsx'
import { useDraft } from '../shell/use-draft.ts'
import { sendByKeys, useShortcuts } from '../shell/use-shortcuts.ts'
import { intakeTexts } from './texts.ts'

export const paperRoute = createRoute({ getParentRoute: () => officeRoute, path: '/podatelna/listinne', component: PaperPage })

const empty = { channel: 'Osobne', subject: '', name: '', address: '', email: '', sheets: '1', annexes: '0', otherAnnexes: '' }

/** A document brought on paper: what its stamp will say is written down, then it is registered as anything else. */
function PaperPage() {
  const t = useTexts(intakeTexts)
  const navigate = paperRoute.useNavigate()
  const { fields, set, drop } = useDraft('paper', empty)
  const [tried, setTried] = useState(false)
  const deed = useDeed(() => api.post<{ id: string }>('/api/intake/paper', {
    channel: fields.channel, subject: fields.subject.trim(), sheets: Number(fields.sheets), annexes: Number(fields.annexes), otherAnnexes: fields.otherAnnexes.trim(),
    sender: { name: fields.name.trim(), address: fields.address.trim(), email: fields.email.trim() },
  }), { onDone: ({ id }) => { drop(); void navigate({ to: '/podatelna/$id', params: { id } }) } })
  const isCount = (value: string, least: number) => /^\d{1,5}$/.test(value.trim()) && Number(value) >= least
  const wrong = {
    subject: fields.subject.trim() ? undefined : t.form.subjectMissing, name: fields.name.trim() ? undefined : t.paper.nameMissing,
    sheets: isCount(fields.sheets, 1) ? undefined : t.paper.countWrong, annexes: isCount(fields.annexes, 0) ? undefined : t.paper.countWrong,
  }
  const send = () => {
    setTried(true)
    if (Object.values(wrong).every((one) => one === undefined)) deed.mutate()
  }
  useShortcuts({ 'Ctrl+Enter': send, 'Escape': () => void navigate({ to: '/podatelna', search: {} }) })
  const said = (name: keyof typeof wrong) => tried ? wrong[name] : undefined
  return (
    <Page width="narrow" title={t.paper.title} lead={t.paper.lead} crumbs={[{ title: t.title, href: '/podatelna' }, { title: t.paper.title }]}>
      <Panel>
        <form className="form" noValidate onSubmit={(event: FormEvent) => { event.preventDefault(); send() }}>
          {deed.error && <Failure error={deed.error} />}
          <RadioGroup label={t.paper.way} name="channel" choices={[{ value: 'Osobne', label: t.paper.inPerson }, { value: 'Posta', label: t.paper.byPost }]} value={fields.channel} onChange={(channel) => set({ channel })} />
          <TextArea name="subject" label={t.form.subject} required rows={2} maxLength={500} value={fields.subject} error={said('subject')} onKeyDown={sendByKeys} onChange={(event) => set({ subject: event.target.value.replace(/\n/g, ' ') })} />
          <TextField name="name" label={t.form.senderName} required maxLength={300} value={fields.name} error={said('name')} onChange={(event) => set({ name: event.target.value })} />
          <TextField name="address" label={t.paper.address} maxLength={300} value={fields.address} onChange={(event) => set({ address: event.target.value })} />
          <TextField name="email" label={t.form.senderEmail} type="email" maxLength={254} value={fields.email} onChange={(event) => set({ email: event.target.value })} />
          <Cluster>
            <TextField name="sheets" label={t.paper.sheets} required inputMode="numeric" width="s" value={fields.sheets} error={said('sheets')} onChange={(event) => set({ sheets: event.target.value })} />
            <TextField name="annexes" label={t.paper.annexes} required inputMode="numeric" width="s" value={fields.annexes} error={said('annexes')} onChange={(event) => set({ annexes: event.target.value })} />
          </Cluster>
          <TextField name="otherAnnexes" label={t.paper.otherAnnexes} hint={t.paper.otherAnnexesHint} maxLength={200} value={fields.otherAnnexes} onChange={(event) => set({ otherAnnexes: event.target.value })} />
          <div className="form__actions">
            <Button type="submit" look="primary" size="l" busy={deed.isPending}>{t.paper.take}</Button>
            <LinkButton look="plain" href="/podatelna">{t.refuse.cancel}</LinkButton>
          </div>
        </form>
      </Panel>
    </Page>
  )
}
