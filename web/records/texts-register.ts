import { plural, type Forms } from '../kit/index.ts'

const cs = {
  plan: {
    title: 'Spisový plán', lead: 'Věcné skupiny, do kterých se spisy řadí, a jak dlouho se v nich uchovávají.', search: 'Hledat podle znaku nebo názvu', none: 'Nic neodpovídá', noneLead: 'Zkuste jen začátek spisového znaku nebo jedno slovo z názvu.',
    empty: 'Úřad zatím nemá spisový plán', emptyLead: 'Správce ho nahraje z tabulky CSV nebo z JSON.', showEnded: 'I skupiny, které už neplatí', ended: (day: string) => `neplatí od ${day}`, unit: 'Výchozí pro', limit: (days: number) => `lhůta ${days} dní`,
    years: (years: number) => plural('cs', years, { one: 'rok', few: 'roky', other: 'let' }), regime: (mark: string, years: number) => `${mark}${years}`, from: 'od',
    upload: 'Nahrát plán', uploadLead: 'Plán se převezme celý, nebo vůbec. Skupiny, které v něm nejsou, přestanou platit; změní-li se skartační režim, vznikne nová skupina a otevřené spisy do ní přejdou. Nic se nesmaže.',
    file: 'Soubor CSV nebo JSON', fileHint: 'První řádek tabulky: znak; název; skartační znak; lhůta; událost; útvar.', fileMissing: 'Vyberte soubor.', check: 'Zkontrolovat', take: 'Převzít plán', back: 'Zpět', taken: 'Spisový plán je převzat.',
    wrong: 'Opravte nejdřív tyto řádky', line: (line: number) => `Řádek ${line}`, fine: 'Soubor je v pořádku', nothingNew: 'V plánu se nic nezmění.',
    changes: { added: 'Přibude', changed: 'Změní se název nebo údaje', replaced: 'Změní se skartační režim', ended: 'Přestane platit' }, more: (count: number) => `a dalších ${count}`,
  },
  parties: {
    title: 'Jmenný rejstřík', lead: 'Odesílatelé a adresáti dokumentů, ke kterým máte přístup.', search: 'Hledat podle jména, e-mailu, IČO nebo datové schránky', go: 'Hledat', clear: 'Zrušit hledání', none: 'Nic neodpovídá', noneLead: 'Zkuste jen část jména, bez titulů.', empty: 'V rejstříku zatím nikdo není', emptyLead: 'Záznamy přibudou s evidovanými dokumenty.',
    columns: { name: 'Jméno nebo název', kind: 'Druh', contact: 'E-mail', ico: 'IČO' },
    kinds: { Fyzicka: 'fyzická osoba', Osvc: 'podnikající fyzická osoba', Pravnicka: 'právnická osoba', Neurceno: 'neurčeno' },
    facts: 'Údaje', name: 'Jméno nebo název', kind: 'Druh', email: 'E-mail', address: 'Adresa', addressHint: 'Každý řádek zvlášť.', dataBox: 'Datová schránka', ico: 'IČO', bornOn: 'Datum narození', edit: 'Upravit', save: 'Uložit', back: 'Zpět', saved: 'Údaje jsou uloženy.',
    documents: 'Dokumenty', noDocuments: 'Žádný dokument, který můžete vidět.', alike: 'Možná jde o tutéž osobu', merge: 'Sloučit', mergeTitle: 'Sloučit záznamy', mergeLead: (from: string, into: string) => `Dokumenty záznamu „${from}“ přejdou k záznamu „${into}“, který zůstane. Nejde to vzít zpět.`, merged: 'Záznamy jsou sloučeny.', mergedInto: 'Tento záznam byl sloučen s jiným.', toSurvivor: 'Otevřít platný záznam',
    why: { ico: 'stejné IČO', 'data-box': 'stejná datová schránka', email: 'stejný e-mail', 'born-on': 'stejné datum narození', 'same-name': 'stejné jméno', 'similar-name': 'podobné jméno' } as Readonly<Record<string, string>>,
  },
  numbering: {
    title: 'Číselné řady', lead: 'Jak úřad čísluje. Změna platí od příštího čísla, dřívější čísla zůstávají a dají se hledat.', registers: { file: 'Spisová značka', jid: 'Jednoznačný identifikátor', reference: 'Číslo jednací' } as Readonly<Record<string, string>>,
    template: 'Formát', hint: '{abbr} zkratka úřadu, {unit} kód útvaru, {year} rok, {serial} pořadové číslo, {serial:6} doplněné nulami', next: 'Příští čísla', last: 'Naposledy přiděleno', none: 'letos zatím nic', save: 'Uložit formát', saved: 'Formát je uložen a platí od příštího čísla.',
  },
}

const en = {
  plan: {
    title: 'File plan', lead: 'Classes in which files are kept, and for how long.', search: 'Search by mark or name', none: 'Nothing matches', noneLead: 'Try the beginning of a mark, or one word of a name.',
    empty: 'The office has no file plan yet', emptyLead: 'An administrator uploads it from a CSV table or JSON.', showEnded: 'Ended classes too', ended: (day: string) => `ended ${day}`, unit: 'Default of', limit: (days: number) => `due in ${days} days`,
    years: (years: number) => plural('en', years, { one: 'year', other: 'years' }), regime: (mark: string, years: number) => `${mark}${years}`, from: 'from',
    upload: 'Upload a plan', uploadLead: 'A plan is taken over whole or not at all. Classes that are not in it end; another regime makes another class and open files go over to it. Nothing is deleted.',
    file: 'CSV or JSON file', fileHint: 'First line of the table: code; name; mark; years; trigger; unit.', fileMissing: 'Choose a file.', check: 'Check', take: 'Take over the plan', back: 'Back', taken: 'The file plan is taken over.',
    wrong: 'Mend these lines first', line: (line: number) => `Line ${line}`, fine: 'The file is in order', nothingNew: 'Nothing changes in the plan.',
    changes: { added: 'Comes', changed: 'Changes its name or particulars', replaced: 'Changes its disposal regime', ended: 'Ends' }, more: (count: number) => `and ${count} more`,
  },
  parties: {
    title: 'Register of persons', lead: 'Senders and addressees of the documents you have access to.', search: 'Search by name, e-mail, company number or data box', go: 'Search', clear: 'Clear the search', none: 'Nothing matches', noneLead: 'Try a part of the name, without titles.', empty: 'There is nobody in the register yet', emptyLead: 'Records come with registered documents.',
    columns: { name: 'Name', kind: 'Kind', contact: 'E-mail', ico: 'Company number' },
    kinds: { Fyzicka: 'natural person', Osvc: 'self-employed person', Pravnicka: 'legal entity', Neurceno: 'not known' },
    facts: 'Facts', name: 'Name', kind: 'Kind', email: 'E-mail', address: 'Address', addressHint: 'Each line separately.', dataBox: 'Data box', ico: 'Company number', bornOn: 'Date of birth', edit: 'Edit', save: 'Save', back: 'Back', saved: 'Saved.',
    documents: 'Documents', noDocuments: 'No document that you may see.', alike: 'Perhaps the same person', merge: 'Merge', mergeTitle: 'Merge records', mergeLead: (from: string, into: string) => `The documents of “${from}” go over to “${into}”, which stays. This cannot be undone.`, merged: 'The records are merged.', mergedInto: 'This record was merged with another.', toSurvivor: 'Open the valid record',
    why: { ico: 'same company number', 'data-box': 'same data box', email: 'same e-mail', 'born-on': 'same date of birth', 'same-name': 'same name', 'similar-name': 'similar name' } as Readonly<Record<string, string>>,
  },
  numbering: {
    title: 'Numbering', lead: 'How the office numbers. A change counts from the next number; earlier numbers stay and can be searched.', registers: { file: 'File reference', jid: 'Unique identifier', reference: 'Reference number' } as Readonly<Record<string, string>>,
    template: 'Format', hint: '{abbr} abbreviation of the office, {unit} code of the unit, {year} year, {serial} serial number, {serial:6} padded with zeros', next: 'Next numbers', last: 'Last given', none: 'nothing this year yet', save: 'Save the format', saved: 'The format is saved and counts from the next number.',
  },
} satisfies typeof cs

export const registerTexts = { cs, en }

export const partyForms: Record<'cs' | 'en', Forms> = { cs: { one: 'záznam', few: 'záznamy', other: 'záznamů' }, en: { one: 'record', other: 'records' } }
