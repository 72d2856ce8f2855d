import { Button, DefinitionList, FileField, formatDate, formatSize, LinkButton, Message, PageHeader, Panel, Stack, Table } from '../web/kit/index.ts'
import { address, LanguageInput, Layout } from './layout.tsx'
import type { VerifiedPage, VerifyPage } from './pages.ts'
import { portalTexts } from './texts.ts'

export function Verify({ page }: { page: VerifyPage }) {
  const t = portalTexts[page.language].verify
  return (
    <Layout frame={page} title={t.title} current="verify">
      <PageHeader title={t.title} lead={t.lead} />
      <Panel>
        <form className="form" method="post" action="/portal/overeni" encType="multipart/form-data">
          <LanguageInput frame={page} />
          <FileField name="proof" label={t.proof} hint={t.proofHint} required error={page.wrong && t.wrong[page.wrong]} />
          <FileField name="document" label={t.document} hint={t.documentHint} />
          <div className="form__actions"><Button type="submit" look="primary" size="l">{t.submit}</Button></div>
        </form>
      </Panel>
    </Layout>
  )
}

const tones = { valid: 'success', invalid: 'error', unknown: 'warning' } as const

export function Verified({ page }: { page: VerifiedPage }) {
  const t = portalTexts[page.language].verified
  const words = { valid: t.validText, invalid: t.invalidText, unknown: t.unknownText }
  return (
    <Layout frame={page} title={`${t.title}: ${t[page.verdict]}`} current="verify">
      <PageHeader title={t.title} />
      <Stack>
        <Message tone={tones[page.verdict]} title={t[page.verdict]}>{words[page.verdict]}</Message>
        {page.document && (
          <Message tone={page.document.matches ? 'success' : 'error'} title={(page.document.matches ? t.matches : t.differs)(page.document.fileName)} />
        )}
        <Panel>
          <DefinitionList facts={[
            [t.file, page.fileName], [t.number, page.number], [t.received, page.receivedAt && formatDate(page.language, page.receivedAt, 'moment')],
            [t.recorded, page.recordedAt && formatDate(page.language, page.recordedAt, 'moment')],
            [t.print, page.sha256 && <code key="print">{page.sha256}</code>]]} />
        </Panel>
        {page.parts && page.parts.length > 0 && (
          <Panel title={t.parts} flush>
            <Table caption={t.parts} captionHidden rows={page.parts} rowKey={(part) => part.sha256} columns={[
              { key: 'print', title: t.print, heading: true, render: (part) => <code>{part.sha256}</code> },
              { key: 'size', title: t.size, align: 'end', nowrap: true, render: (part) => formatSize(page.language, part.size) },
            ]} />
          </Panel>
        )}
      </Stack>
      <div><LinkButton href={address(page, '/overeni')}>{t.again}</LinkButton></div>
    </Layout>
  )
}
