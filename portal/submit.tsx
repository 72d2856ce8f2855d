import { Button, DefinitionList, Field, FileField, formatDate, formatSize, Message, PageHeader, Panel, Stack, TextArea, TextField } from '../web/kit/index.ts'
import { HiddenInputs, LanguageInput, Layout } from './layout.tsx'
import type { SubmitConfirmPage, SubmitPage, SubmittedPage } from './pages.ts'
import { portalTexts } from './texts.ts'

/** The form. What was typed and what was sent along is still there after an error. */
export function Submit({ page }: { page: SubmitPage }) {
  const t = portalTexts[page.language].submit
  const { faults } = page
  const wrong = (field: keyof typeof faults) => { const fault = faults[field]; return fault && t.faults[field][fault] }
  return (
    <Layout frame={page} title={t.title} current="submit">
      <PageHeader title={t.title} lead={t.lead} />
      {Object.keys(faults).length > 0 && <Message tone="error" title={t.wrongTitle}>{wrong('trap')}</Message>}
      <Panel>
        <form className="form" method="post" action="/portal/podani" encType="multipart/form-data">
          <LanguageInput frame={page} />
          <HiddenInputs fields={{ draft: page.draft, step: 'check' }} />
          <TextField name="name" label={t.name} required autoComplete="name" maxLength={300} defaultValue={page.name} error={wrong('name')} />
          <TextField name="email" label={t.email} hint={t.emailHint} type="email" autoComplete="email" maxLength={254} defaultValue={page.email} error={wrong('contact')} />
          <TextField name="phone" label={t.phone} hint={t.phoneHint} type="tel" autoComplete="tel" width="m" maxLength={40} defaultValue={page.phone} />
          <TextField name="subject" label={t.subject} required maxLength={500} defaultValue={page.subject} error={wrong('subject')} />
          <TextArea name="text" label={t.text} required rows={10} maxLength={page.limits.text} defaultValue={page.text} error={wrong('text')} />
          {page.files.length > 0 && (
            <fieldset className="kept-files">
              <legend>{t.kept}</legend>
              {page.files.map((file) => (
                <label key={file.sha256} className="kept-files__file"><input type="checkbox" name="keep" value={file.sha256} defaultChecked /> {file.name} <span className="muted small">{formatSize(page.language, file.size)}</span></label>
              ))}
            </fieldset>
          )}
          <FileField name="files" multiple label={t.files} hint={t.filesHint(page.limits.files, formatSize(page.language, page.limits.fileBytes))} error={wrong('files')} />
          <div className="trap" aria-hidden="true">
            <Field label={t.trap}>{(control) => <input {...control} name="web" tabIndex={-1} autoComplete="off" defaultValue="" />}</Field>
          </div>
          <div className="form__actions"><Button type="submit" look="primary" size="l">{t.check}</Button></div>
        </form>
      </Panel>
      <p className="muted">{t.privacy}</p>
    </Layout>
  )
}

/** The same once more to be looked over; nothing has been handed in yet. */
export function SubmitConfirm({ page }: { page: SubmitConfirmPage }) {
  const t = portalTexts[page.language].submit
  const step = (name: string) => <HiddenInputs fields={{ draft: page.draft, step: name }} />
  return (
    <Layout frame={page} title={t.confirmTitle} current="submit">
      <PageHeader title={t.confirmTitle} lead={t.confirmLead} />
      <Panel>
        <Stack>
          <DefinitionList facts={[[t.name, page.name], [t.email, page.email], [t.phone, page.phone], [t.subject, page.subject]]} />
          <div className="submitted-text">{page.text}</div>
          {page.files.length > 0 && <ul>{page.files.map((file) => <li key={file.sha256}>{file.name} <span className="muted small">{formatSize(page.language, file.size)}</span></li>)}</ul>}
          <div className="form__actions">
            <form method="post" action="/portal/podani" encType="multipart/form-data"><LanguageInput frame={page} />{step('send')}<Button type="submit" look="primary" size="l">{t.send}</Button></form>
            <form method="post" action="/portal/podani" encType="multipart/form-data"><LanguageInput frame={page} />{step('edit')}<Button type="submit" size="l">{t.edit}</Button></form>
          </div>
        </Stack>
      </Panel>
    </Layout>
  )
}

export function Submitted({ page }: { page: SubmittedPage }) {
  const t = portalTexts[page.language].submit
  const told = page.code !== undefined
  return (
    <Layout frame={page} title={t.doneTitle} current="submit">
      <PageHeader title={page.refused ? t.refusedTitle : t.doneTitle} />
      <Stack>
        <Message tone={page.refused ? 'warning' : 'success'} title={page.refused ? t.refusedText : told ? t.doneText : t.waitingText} />
        <Panel>
          <DefinitionList facts={[
            [t.number, <strong key="n">{page.number}</strong>], [t.code, page.code && <strong key="c"><code>{page.code}</code></strong>],
            [t.received, formatDate(page.language, page.receivedAt, 'moment')], [t.subject, page.subject]]} />
        </Panel>
        <p>{told ? t.keep : t.later}</p>
      </Stack>
    </Layout>
  )
}
