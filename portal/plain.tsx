import { formatDate, LinkButton, Message, PageHeader, Stack } from '../web/kit/index.ts'
import { address, Layout } from './layout.tsx'
import type { AboutPage, AccessibilityPage, ErrorPage, NoSuchPage } from './pages.ts'
import { prose, type Prose } from './prose.ts'
import { portalTexts } from './texts.ts'

export function About({ page }: { page: AboutPage }) {
  const title = portalTexts[page.language].menu.about
  return <Layout frame={page} title={title} current="about"><PageHeader title={title} /><Paragraphs of={prose[page.language].about} /></Layout>
}

export function Accessibility({ page }: { page: AccessibilityPage }) {
  const { accessibility, reviewed } = prose[page.language]
  const title = portalTexts[page.language].accessibility
  return (
    <Layout frame={page} title={title}>
      <PageHeader title={title} />
      <Paragraphs of={accessibility} />
      <p className="muted">{reviewed(formatDate(page.language, page.reviewedOn, 'long'))}</p>
    </Layout>
  )
}

export function Failed({ page }: { page: ErrorPage }) {
  const t = portalTexts[page.language].error
  return (
    <Layout frame={page} title={t.title}>
      <PageHeader title={t.title} />
      <Message tone="error" title={t.text}>{page.reference && <>{t.reference}: <code>{page.reference}</code></>}</Message>
      <Back page={page} />
    </Layout>
  )
}

export function NoPage({ page }: { page: NoSuchPage }) {
  const t = portalTexts[page.language].noSuchPage
  return <Layout frame={page} title={t.title}><PageHeader title={t.title} lead={t.text} /><Back page={page} /></Layout>
}

const Back = ({ page }: { page: ErrorPage | NoSuchPage }) => <div><LinkButton href={address(page)} look="primary">{portalTexts[page.language].home}</LinkButton></div>

const Paragraphs = ({ of }: { of: Prose }) => (
  <Stack gap="l">
    {of.map(([heading, ...paragraphs]) => <Stack key={heading} gap="s"><h2>{heading}</h2>{paragraphs.map((words) => <p key={words}>{words}</p>)}</Stack>)}
  </Stack>
)
