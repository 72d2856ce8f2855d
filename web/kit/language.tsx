import { createContext, useContext, type ReactNode } from 'react'

export const languages = ['cs', 'en'] as const
export type Language = (typeof languages)[number]

/** Texts of one screen. Czech is the source: English that lacks one of its texts does not compile. */
export interface Texts<Source> { readonly cs: Source, readonly en: Source }

const LanguageContext = createContext<Language>('cs')

export function LanguageProvider({ language, children }: { language: Language, children: ReactNode }) {
  return <LanguageContext value={language}>{children}</LanguageContext>
}

export const useLanguage = (): Language => useContext(LanguageContext)

/** `const t = useTexts(texts)` where texts is `{ cs, en }` and `en satisfies typeof cs`. */
export function useTexts<Source>(texts: Texts<Source>): Source {
  return texts[useLanguage()]
}
