import type { Forms } from '../kit/index.ts'

const cs = {
  title: 'Hledání', box: 'Hledat', placeholder: 'Slova, číslo jednací nebo jeho část, jméno…', short: 'Slova nebo část čísla', go: 'Hledat',
  all: 'Vše', kindLabel: 'Druh výsledků', kinds: { document: 'Dokumenty', file: 'Spisy', party: 'Subjekty' }, kind: { document: 'Dokument', file: 'Spis', party: 'Subjekt' },
  filters: 'Filtry', filtersOn: (count: number) => `Filtry (${count})`, clearFilters: 'Zrušit filtry', clearOne: (what: string) => `Zrušit filtr: ${what}`,
  direction: 'Směr', directions: { incoming: 'Doručené', outgoing: 'Vlastní' }, state: 'Stav', states: { nevyrizen: 'Nevyřízené', vyrizen: 'Vyřízené', uzavren: 'Uzavřené' } as Readonly<Record<string, string>>,
  unit: 'Útvar', any: 'Kterýkoli', anyUnit: 'Kterýkoli útvar', from: 'Od', to: 'Do', fromDay: (day: string) => `od ${day}`, toDay: (day: string) => `do ${day}`, mine: 'Jen co vyřizuji', party: 'Dokumenty vybraného subjektu',
  order: 'Pořadí', newest: 'Od nejnovějšího', relevance: 'Od nejvýstižnějšího',
  inFile: 'spis', shown: (count: string) => `Zobrazeno: ${count}`,
  none: 'Nic jsme nenašli', noneLead: 'Hledá se jen v tom, k čemu máte přístup. Zkuste méně slov, jen část čísla, nebo zrušte filtry.', didYouMean: 'Neměli jste na mysli:',
  startTitle: 'Co hledáte?', help: [
    ['smlouva most', 'najde všechna slova, v jakémkoli tvaru i bez háčků a čárek'], ['123/2026', 'stačí kus kteréhokoli čísla: jednacího, spisové značky, JID i značky odesílatele'],
    ['"oprava mostu"', 'v uvozovkách hledá přesně ta slova za sebou'], ['silnice -uzavírka', 's minusem vynechá, co tam být nemá'], ['povol', 'od čtyř písmen stačí začátek slova'],
  ] as readonly (readonly [string, string])[],
  recent: 'Naposledy hledáno', forget: 'Zapomenout', allFound: (text: string) => `Všechny výsledky pro „${text}“`, suggestions: 'Návrhy',
  keys: { next: 'další výsledek', previous: 'předchozí výsledek', open: 'otevřít', search: 'do hledání' },
}

const en = {
  title: 'Search', box: 'Search', placeholder: 'Words, a number or a part of it, a name…', short: 'Words or a part of a number', go: 'Search',
  all: 'All', kindLabel: 'Kind of results', kinds: { document: 'Documents', file: 'Files', party: 'Parties' }, kind: { document: 'Document', file: 'File', party: 'Party' },
  filters: 'Filters', filtersOn: (count: number) => `Filters (${count})`, clearFilters: 'Clear filters', clearOne: (what: string) => `Clear the filter: ${what}`,
  direction: 'Direction', directions: { incoming: 'Received', outgoing: 'Our own' }, state: 'State', states: { nevyrizen: 'Not settled', vyrizen: 'Settled', uzavren: 'Closed' },
  unit: 'Unit', any: 'Any', anyUnit: 'Any unit', from: 'From', to: 'To', fromDay: (day: string) => `from ${day}`, toDay: (day: string) => `to ${day}`, mine: 'Only what I handle', party: 'Documents of one party',
  order: 'Order', newest: 'Newest first', relevance: 'Best match first',
  inFile: 'file', shown: (count: string) => `Shown: ${count}`,
  none: 'Nothing was found', noneLead: 'Only what you have access to is searched. Try fewer words, a part of a number, or clear the filters.', didYouMean: 'Did you mean:',
  startTitle: 'What are you looking for?', help: [
    ['smlouva most', 'finds all words, in any form and without diacritics'], ['123/2026', 'a piece of any number will do: reference number, file reference, unique id, sender’s reference'],
    ['"oprava mostu"', 'in quotes finds exactly these words one after another'], ['silnice -uzavírka', 'with a minus leaves out what should not be there'], ['povol', 'from four letters on, the beginning of a word will do'],
  ],
  recent: 'Searched lately', forget: 'Forget', allFound: (text: string) => `All results for “${text}”`, suggestions: 'Suggestions',
  keys: { next: 'next result', previous: 'previous result', open: 'open', search: 'to the search' },
} satisfies typeof cs

export const searchTexts = { cs, en }

export const resultForms: Record<'cs' | 'en', Forms> = {
  cs: { one: 'výsledek', few: 'výsledky', other: 'výsledků' },
  en: { one: 'result', other: 'results' },
}
