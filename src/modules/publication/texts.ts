import type { Texts } from '../../platform/i18n/index.ts'

const cs = {
  /** The heading of a matter whose subject is not told. */
  matter: (number: string) => `Věc ${number}`,
}

const en: typeof cs = {
  matter: (number: string) => `Matter ${number}`,
}

export const texts: Texts<typeof cs> = { cs, en }
