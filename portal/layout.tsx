import type { ReactNode } from 'react'
import { Icon, LanguageProvider, SkipLink } from '../web/kit/index.ts'
import type { Frame } from './pages.ts'
import { portalTexts } from './texts.ts'

/** Address of a page of the portal in the reader's language; Czech has the plain one. */
export const address = (frame: Frame, path = '') => `/portal${path}${frame.language === 'en' ? '?lang=en' : ''}`

/** Tells the answering page which language to speak. */
export const LanguageInput = ({ frame }: { frame: Frame }) => <input type="hidden" name="lang" value={frame.language} />

export const HiddenInputs = ({ fields }: { fields: Readonly<Record<string, string>> }) =>
  Object.entries(fields).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)

/** The whole document around a page: nothing inline, no script, so that the strictest content policy lets it through. */
export function Layout({ frame, title, current, children }: { frame: Frame, title: string, current?: 'look-up' | 'submit' | 'verify' | 'about' | undefined, children: ReactNode }) {
  const t = portalTexts[frame.language]
  const { authority } = frame
  return (
    <html lang={frame.language} data-theme="auto">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{authority.name ? `${title} – ${authority.name}` : title}</title>
        <link rel="stylesheet" href="/portal/assets/portal.css" />
      </head>
      <body>
        <LanguageProvider language={frame.language}>
          <SkipLink />
          <header className="portal-header">
            <div className="portal-header__inner">
              <a className="portal-header__authority" href={address(frame)}>
                <Icon name="institution" size="l" /><span><strong>{authority.name || t.portal}</strong>{authority.name && <small>{t.portal}</small>}</span>
              </a>
              <OtherLanguage frame={frame} />
            </div>
            <nav className="portal-nav" aria-label={t.navigation}>
              <ul>
                <li><a href={address(frame)} aria-current={current === 'look-up' ? 'page' : undefined}>{t.menu.lookUp}</a></li>
                <li><a href={address(frame, '/podani')} aria-current={current === 'submit' ? 'page' : undefined}>{t.menu.submit}</a></li>
                <li><a href={address(frame, '/overeni')} aria-current={current === 'verify' ? 'page' : undefined}>{t.menu.verify}</a></li>
                <li><a href={address(frame, '/o-sluzbe')} aria-current={current === 'about' ? 'page' : undefined}>{t.menu.about}</a></li>
              </ul>
            </nav>
          </header>
          <main id="content" className="portal-main" tabIndex={-1}>{children}</main>
          <footer className="portal-footer">
            <div className="portal-footer__inner">
              <div>
                <strong>{authority.name}</strong>
                {authority.address && <div>{authority.address}</div>}
              </div>
              <ul aria-label={t.contact}>
                {authority.phone && <li><a href={`tel:${authority.phone.replaceAll(' ', '')}`}>{authority.phone}</a></li>}
                {authority.email && <li><a href={`mailto:${authority.email}`}>{authority.email}</a></li>}
                {authority.dataBox && <li>{t.dataBox} {authority.dataBox}</li>}
              </ul>
              <a href={address(frame, '/pristupnost')}>{t.accessibility}</a>
            </div>
          </footer>
        </LanguageProvider>
      </body>
    </html>
  )
}

function OtherLanguage({ frame }: { frame: Frame }) {
  const t = portalTexts[frame.language]
  const other = frame.language === 'cs' ? 'en' : 'cs'
  if ('href' in frame.otherLanguage) return <a className="button" data-size="s" href={frame.otherLanguage.href} hrefLang={other} lang={other}>{t.other}</a>
  return (
    <form method="post" action={frame.otherLanguage.action}>
      <HiddenInputs fields={frame.otherLanguage.fields} />
      <input type="hidden" name="lang" value={other} />
      <button type="submit" className="button" data-size="s" lang={other}>{t.other}</button>
    </form>
  )
}
