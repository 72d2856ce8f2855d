import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { useEffect } from 'react'
import { LanguageProvider, ToastRegion } from '../kit/index.ts'
import { useInnerLinks } from './links.ts'
import { useChosenLanguage } from './preferences.ts'
import { meQuery } from './session.ts'
import { shellTexts } from './texts.ts'

/** What every page has: a language, toasts, and links that do not reload. */
export function Root() {
  const me = useQuery({ ...meQuery, enabled: false }).data
  const language = useChosenLanguage() ?? me?.language ?? 'cs'
  useEffect(() => { document.documentElement.lang = language }, [language])
  useInnerLinks()
  return (
    <LanguageProvider language={language}>
      <Outlet />
      <ToastRegion label={shellTexts[language].messages} />
    </LanguageProvider>
  )
}
