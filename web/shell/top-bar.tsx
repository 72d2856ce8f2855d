import { useRouteContext } from '@tanstack/react-router'
import { Avatar, Button, Icon, Menu, MenuButton, MenuLink, useLanguage, useTexts } from '../kit/index.ts'
import { api } from './api.ts'
import { BrandMark } from './brand.tsx'
import { chooseLanguage, chooseTheme, themes, useTheme } from './preferences.ts'
import { signOut, useMe } from './session.ts'
import { shellTexts } from './texts.ts'

export function TopBar() {
  const t = useTexts(shellTexts)
  const me = useMe()
  const search = useRouteContext({ from: '/office', select: (context) => context.search })
  return (
    <header className="top-bar">
      <a className="top-bar__brand" href="/"><BrandMark /><span className="top-bar__product">{t.product}</span></a>
      <span className="top-bar__authority">{me.tenant.name}</span>
      <div className="top-bar__search">{search}</div>
      <LanguageSwitch signedIn />
      <ThemeSwitch />
      <Menu className="top-bar__person" label={t.personMenu}
        trigger={<><Avatar name={me.person.name} /><span className="top-bar__name"><span>{me.person.name}</span><small>{me.person.unitName}</small></span><Icon name="chevronDown" size="s" /></>}>
        <div className="top-bar__card"><strong>{me.person.name}</strong><span className="muted small">{me.person.email}</span><span className="muted small">{me.person.unitName}</span></div>
        <MenuLink icon="person" href="/ucet">{t.account}</MenuLink>
        <MenuButton icon="external" onClick={() => void signOut()}>{t.signOut}</MenuButton>
      </Menu>
    </header>
  )
}

/** Of this device at once; for somebody signed in also theirs, wherever they sign in next. */
export function LanguageSwitch({ signedIn = false }: { signedIn?: boolean | undefined }) {
  const t = useTexts(shellTexts)
  const other = useLanguage() === 'cs' ? 'en' : 'cs'
  const choose = () => {
    chooseLanguage(other)
    if (signedIn) void api.put('/api/me/language', { language: other }).catch(() => undefined)
  }
  return (
    <Button look="plain" size="s" lang={other} title={t.otherLanguageLabel} onClick={choose}>
      <span aria-hidden="true">{other.toUpperCase()}</span><span className="visually-hidden">{t.otherLanguageLabel}</span>
    </Button>
  )
}

const themeIcons = { auto: 'halves', light: 'sun', dark: 'moon' } as const

/** One press for the next of three; its name says which one is on. */
export function ThemeSwitch() {
  const t = useTexts(shellTexts)
  const theme = useTheme()
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'auto'
  return <Button look="plain" size="s" iconOnly icon={themeIcons[theme]} onClick={() => chooseTheme(next)}>{t.theme[theme]}</Button>
}
