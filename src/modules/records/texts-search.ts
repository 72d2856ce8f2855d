import type { Texts } from '../../platform/i18n/index.ts'
import type { SearchRefusal } from './service-search.ts'

const cs = {
  'nothing-asked': 'Napište, co hledáte, nebo vyberte aspoň jeden filtr.',
  'too-broad': 'Hledání trvalo příliš dlouho a bylo ukončeno. Přidejte další slovo nebo zvolte kratší období.',
} satisfies Record<SearchRefusal, string>

const en: typeof cs = {
  'nothing-asked': 'Write what you look for, or choose at least one filter.',
  'too-broad': 'The search took too long and was ended. Add another word or choose a shorter period.',
}

export const searchTexts: Texts<typeof cs> = { cs, en }
