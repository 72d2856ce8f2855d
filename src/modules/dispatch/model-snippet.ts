/** What a text may take from the document it is put into: `{číslo}` becomes the document's number. */
export const placeholders = ['číslo', 'spis', 'odesílatel', 'věc', 'vaše značka', 'lhůta', 'dnes', 'útvar', 'vyřizuje'] as const
export type Placeholder = (typeof placeholders)[number]

export interface Filled {
  readonly text: string
  /** Left in the text as they were: unknown names, and what this document does not have. */
  readonly missing: readonly string[]
}

/** A text with its placeholders replaced; what cannot be replaced stays, so that whoever writes sees it. Values are never read as placeholders. */
export function fillSnippet(template: string, values: Readonly<Partial<Record<Placeholder, string | null>>>): Filled {
  const missing = new Set<string>()
  const text = template.replace(/\{([^{}\n]{1,40})\}/g, (whole, name: string) => {
    const known = placeholders.find((one) => one === name.trim().toLowerCase().normalize('NFC'))
    const value = known && values[known]
    if (!value) missing.add(whole)
    return value || whole
  })
  return { text, missing: [...missing] }
}
