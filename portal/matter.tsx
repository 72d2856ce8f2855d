import { Button, Columns, DefinitionList, formatDate, formatSize, Message, PageHeader, Panel, Stack, Tag, Timeline, type Tone } from '../web/kit/index.ts'
import { address, HiddenInputs, Layout } from './layout.tsx'
import type { MatterPage, MatterState } from './pages.ts'
import { portalTexts } from './texts.ts'

const tones: Record<MatterState, Tone> = {
  received: 'info', 'in-progress': 'info', 'waiting-for-you': 'warning', 'waiting-for-others': 'info', decided: 'success', dispatched: 'success', closed: 'success',
}

/** The office's own words are Czech whatever language the page around them speaks. */
const Own = ({ children }: { children: string }) => <span lang="cs">{children}</span>

/** What the citizen came for: the state first and big, then what comes next, then how it went. */
export function Matter({ page }: { page: MatterPage }) {
  const { matter: t } = portalTexts[page.language]
  const day = (value: string) => formatDate(page.language, value, 'long')
  const { timeLimit, contact, documents = [] } = page
  // A subject that is not told comes as the number in the reader's language, which is then the heading and nothing more.
  const subject = page.subject === t.untitled(page.number) ? undefined : page.subject
  return (
    <Layout frame={page} title={`${page.number}: ${t.state[page.state]}`} current="look-up">
      <PageHeader title={subject ? <Own>{subject}</Own> : t.untitled(page.number)} facts={<>{subject && <span>{page.number}</span>}{page.agenda && <Tag><Own>{page.agenda}</Own></Tag>}</>} />
      <section className="state" data-tone={tones[page.state]} aria-labelledby="state">
        <span className="state__now">{t.now}</span>
        <h2 id="state" className="state__words">{t.state[page.state]}</h2>
        <p><strong>{t.next}:</strong> {documents.length > 0 ? t.followingDelivered : t.following[page.state]}</p>
        {timeLimit && <p><strong>{t.limit}:</strong> {t.limits[timeLimit.state](day(timeLimit.until))}</p>}
      </section>
      {documents.length > 0 && <Delivered page={page} />}
      {page.message && <Message quiet title={t.message}><Own>{page.message}</Own></Message>}
      <Columns side="end">
        <Panel title={t.steps}>
          <Timeline label={t.steps} moments={page.steps.map((step, index) => ({
            key: String(index),
            title: { done: t.step, current: t.stepNow, ahead: t.stepAhead }[step.phase][step.name],
            phase: step.phase, at: step.at, by: step.by && <Own>{step.by}</Own>,
          }))} />
        </Panel>
        <Stack>
          <Panel title={t.facts}>
            <DefinitionList look="grid" facts={[
              [t.factNames.number, page.number], [t.factNames.received, day(page.receivedAt)], [t.factNames.channel, page.channel && <Own>{page.channel}</Own>], [t.factNames.agenda, page.agenda && <Own>{page.agenda}</Own>]]} />
          </Panel>
          <Panel title={t.who}>
            <DefinitionList look="grid" facts={[
              [t.unit, <Own key="unit">{contact.unit}</Own>], [t.person, contact.person],
              [t.phone, contact.phone && <a href={`tel:${contact.phone.replaceAll(' ', '')}`}>{contact.phone}</a>],
              [t.email, contact.email && <a href={`mailto:${contact.email}`}>{contact.email}</a>]]} />
          </Panel>
          {page.proof && (
            <Panel title={t.proof}>
              <Stack>
                <p>{t.proofText}</p>
                <form method="post" action={page.proof.action}>
                  <HiddenInputs fields={page.proof.fields} />
                  <Button type="submit" icon="download" wide>{t.proofGet}</Button>
                </form>
              </Stack>
            </Panel>
          )}
        </Stack>
      </Columns>
      <p className="muted">{t.updated(formatDate(page.language, page.updatedAt, 'moment'))} <a href={address(page)}>{t.another}</a></p>
    </Layout>
  )
}

/** What the office sent here: the answer itself, to be taken away. */
function Delivered({ page }: { page: MatterPage }) {
  const { matter: t } = portalTexts[page.language]
  return (
    <Panel title={t.documents.title} tone="success">
      <Stack>
        <p>{t.documents.lead}</p>
        {(page.documents ?? []).map(({ number, size, publishedAt, action, fields }) => (
          <form key={fields['document']} method="post" action={action} className="delivered">
            <HiddenInputs fields={fields} />
            <div><strong>{t.documents.name(number)}</strong><div className="muted">PDF, {formatSize(page.language, size)} · {formatDate(page.language, publishedAt, 'moment')}</div></div>
            <Button type="submit" look="primary" icon="download">{t.documents.get}<span className="visually-hidden"> {number}</span></Button>
          </form>
        ))}
      </Stack>
    </Panel>
  )
}
