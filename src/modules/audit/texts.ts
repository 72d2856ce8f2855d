import type { Texts } from '../../platform/i18n/index.ts'

const cs = {
  'no-such-entry': 'Takový záznam v protokolu není.',
  'no-such-rendition': 'Protokol toho dne uložen není.',
  'period-empty': 'Konec období je dřív než jeho začátek.',
}

const en: typeof cs = {
  'no-such-entry': 'The log has no such entry.',
  'no-such-rendition': 'The log of that day is not stored.',
  'period-empty': 'The period ends before it begins.',
}

export const texts: Texts<typeof cs> = { cs, en }
