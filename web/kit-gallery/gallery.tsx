import type { ReactNode } from 'react'
import { Columns, Panel, SkipLink, Stack, Tabs } from '../kit/index.ts'
import { BrandMark } from '../shell/brand.tsx'
import { Page } from '../shell/page.tsx'
import { LanguageSwitch, ThemeSwitch } from '../shell/top-bar.tsx'
import { Buttons, Messages, Tags } from './deeds.tsx'
import { Choices, Files, Inputs, Picks } from './forms.tsx'
import { Contents, Overlays, Times } from './contents.tsx'
import { Rows } from './rows.tsx'

export function Gallery() {
  return (
    <div className="shell">
      <SkipLink />
      <header className="top-bar">
        <a className="top-bar__brand" href="/"><BrandMark />Oběh</a>
        <span className="top-bar__authority">Vzorník komponent</span>
        <span className="top-bar__search" />
        <LanguageSwitch /><ThemeSwitch />
      </header>
      <main id="content" tabIndex={-1}>
        <Page title="Vzorník" lead="Každá komponenta ve všech svých stavech." crumbs={[{ title: 'Úvod', href: '/' }, { title: 'Vzorník' }]}>
          <Columns side="even">
            <Section title="Tlačítka"><Buttons /></Section>
            <Section title="Štítky a stavy"><Tags /></Section>
            <Section title="Zprávy"><Messages /></Section>
            <Section title="Okna, nabídky a oznámení"><Overlays /></Section>
            <Section title="Pole"><Inputs /></Section>
            <Stack gap="l">
              <Section title="Volby"><Choices /></Section>
              <Section title="Výběr osob a útvarů"><Picks /></Section>
              <Section title="Soubory"><Files /></Section>
            </Stack>
          </Columns>
          <Rows />
          <Columns side="even">
            <Section title="Průběh"><Times /></Section>
            <Section title="Záložky">
              <Tabs label="Části spisu" tabs={[
                { key: 'documents', title: 'Dokumenty', count: 3, content: <p>Tři dokumenty.</p> },
                { key: 'route', title: 'Oběh', content: <p>Kdo má co udělat.</p> },
                { key: 'log', title: 'Historie', count: 12, content: <p>Dvanáct záznamů.</p> },
              ]} />
            </Section>
          </Columns>
          <Contents />
        </Page>
      </main>
    </div>
  )
}

const Section = ({ title, children }: { title: string, children: ReactNode }) => <Panel title={title}><Stack>{children}</Stack></Panel>
