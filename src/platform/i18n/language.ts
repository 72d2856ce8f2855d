export type Language = 'cs' | 'en'

/** Texts of one thing in both languages. Czech is the source: `en` must have every text that `cs` has, or it does not compile. */
export type Texts<T> = Readonly<Record<Language, T>>

/** The first of our languages the reader asks for (RFC 9110 § 12.5.4, quality ignored: browsers send it sorted); Czech otherwise. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const wanted = (acceptLanguage ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase())
  return wanted.find((code): code is Language => code === 'cs' || code === 'en') ?? 'cs'
}
