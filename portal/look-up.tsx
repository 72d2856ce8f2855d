import { Button, Message, PageHeader, Panel, Stack, TextField } from '../web/kit/index.ts'
import { Layout, LanguageInput } from './layout.tsx'
import type { LookUpPage, NotFoundPage, TooManyTriesPage } from './pages.ts'
import { portalTexts } from './texts.ts'

/** The front page: two fields, one button. */
export function LookUp({ page }: { page: LookUpPage }) {
  const t = portalTexts[page.language].lookUp
  const wrong = Boolean(page.wrong?.number || page.wrong?.code)
  return (
    <Layout frame={page} title={t.title} current="look-up">
      <PageHeader title={t.title} lead={t.lead} />
      {wrong && <Message tone="error" title={t.wrongTitle} />}
      <Form page={page} />
      <Help page={page} />
    </Layout>
  )
}

/** The number, the code or both are wrong: the same words and the same form again. */
export function NotFound({ page }: { page: NotFoundPage }) {
  const t = portalTexts[page.language].notFound
  return (
    <Layout frame={page} title={t.title} current="look-up">
      <PageHeader title={t.title} />
      <Message tone="warning">{t.text}</Message>
      <Form page={page} />
      <Help page={page} />
    </Layout>
  )
}

export function TooManyTries({ page }: { page: TooManyTriesPage }) {
  const t = portalTexts[page.language].tooMany
  return (
    <Layout frame={page} title={t.title} current="look-up">
      <PageHeader title={t.title} />
      <Message tone="warning" title={t.text(page.minutes)}>{t.help}</Message>
    </Layout>
  )
}

function Form({ page }: { page: LookUpPage | NotFoundPage }) {
  const t = portalTexts[page.language].lookUp
  const wrong = page.kind === 'look-up' ? page.wrong : undefined
  return (
    <Panel>
      <form className="form" method="post" action="/portal/vec">
        <LanguageInput frame={page} />
        <TextField name="number" label={t.number} hint={t.numberHint} required defaultValue={page.number} error={wrong?.number && t.wrong.number} autoComplete="off" spellCheck={false} maxLength={100} />
        <TextField name="code" label={t.code} hint={t.codeHint} required width="m" error={wrong?.code && t.wrong.code} autoComplete="off" autoCapitalize="characters" spellCheck={false} maxLength={40} />
        <div className="form__actions"><Button type="submit" look="primary" size="l" icon="search">{t.submit}</Button></div>
      </form>
    </Panel>
  )
}

function Help({ page }: { page: LookUpPage | NotFoundPage }) {
  const t = portalTexts[page.language].lookUp
  return <Stack gap="s"><h2>{t.where}</h2><p>{t.whereText}</p><p>{t.lost}</p></Stack>
}
