import type { FileState } from '../../src/modules/records/index.ts'
import { plural, type Forms } from '../kit/index.ts'
import type { MissingWhat, Trigger, Whose } from './file.ts'

const cs = {
  title: 'Spisy', file: 'Spis', lead: 'Spisy, ke kterým máte přístup, od nejnovějšího.', search: 'Hledat podle spisové značky nebo věci', go: 'Hledat', clear: 'Zrušit hledání',
  whose: { mine: 'Moje', unit: 'Mého útvaru', all: 'Všechny' } satisfies Record<Whose, string>,
  empty: { mine: 'Žádný spis teď nedržíte', unit: 'Váš útvar teď žádný spis nedrží', all: 'Zatím tu není žádný spis' } satisfies Record<Whose, string>,
  emptyLead: 'Spis vznikne s prvním dokumentem a tady se objeví, jakmile ho převezmete.', none: 'Nic neodpovídá', noneLead: 'Zkuste jen část spisové značky nebo jedno slovo z věci.',
  columns: { subject: 'Věc', reference: 'Spisová značka', class: 'Znak', holder: 'Kdo vyřizuje', due: 'Lhůta', state: 'Stav', documents: 'Dokumentů' },
  states: {
    otevren: 'otevřen', nevyrizen: 'nevyřízen', vyrizen: 'vyřízen', uzavren: 'uzavřen', predanDoSpisovny: 've spisovně', predanDoArchivu: 'v archivu', prenesen: 'přenesen', skartovan: 'skartován',
    znicen: 'zničen', znepristupnen: 'zrušen', ztracen: 'ztracen',
  } satisfies Record<FileState, string>,
  facts: {
    title: 'Údaje', reference: 'Spisová značka', uniqueId: 'Jednoznačný identifikátor', class: 'Věcná skupina', noClass: 'zatím nezatříděno', holder: 'Vyřizuje', nobodyYet: 'zatím nikdo nepřevzal', due: 'Lhůta',
    created: 'Založen', settled: 'Vyřízen', closed: 'Uzavřen',
  },
  disposal: {
    title: 'Uložení a vyřazení', regime: 'Skartační režim', years: (years: number) => plural('cs', years, { one: 'rok', few: 'roky', other: 'let' }), trigger: 'Lhůta běží od', year: 'Rok vyřazení', expected: 'Předpokládaný rok vyřazení', unknown: 'zatím neznámý, čeká se na událost',
    after: (year: number) => `${year}, kdyby se uzavřel dnes`, marks: { A: 'A, předat archivu', S: 'S, skartovat' },
    triggers: { vyrizeni: 'vyřízení spisu', uzavreni: 'uzavření spisu', vznik: 'založení spisu', narozeni: 'narození osoby', externi: 'vnější události' } satisfies Record<Trigger, string>,
  },
  inventory: {
    title: 'Soupis dokumentů', lead: 'V pořadí, v jakém byly do spisu vloženy.', order: 'Pořadí', subject: 'Věc', number: 'Číslo jednací', party: 'Od koho / komu', filed: 'Vloženo', state: 'Stav', none: 'Ve spisu není žádný dokument, který můžete vidět.',
    print: 'Vytisknout soupis',
  },
  missing: {
    title: 'Co chybí k uzavření', nothing: 'Nic. Spis jde uzavřít.',
    what: {
      'not-settled': 'Dokument není vyřízen', draft: 'Koncept není odeslán ani vyřízen', 'no-class': 'Spis není zatříděn do věcné skupiny', empty: 'Ve spisu není žádný dokument',
      unfinished: 'Něco se ještě vyřizuje nebo odesílá', 'no-trigger-year': 'Při uzavření bude třeba uvést rok narození',
    } satisfies Record<MissingWhat, string>,
    hidden: 'dokument, ke kterému nemáte přístup',
  },
  deeds: {
    close: 'Uzavřít spis', reopen: 'Znovu otevřít', classify: 'Přetřídit', more: 'Další možnosti', back: 'Zpět', reason: 'Důvod', reasonHint: 'Zůstane v historii spisu.', reasonMissing: 'Napište důvod.',
    closeLead: 'Do uzavřeného spisu už nejde nic přidat ani z něj odebrat. Znovu otevřít ho lze jen s důvodem.', closeDisposal: (mark: string, year: number) => `Bude uložen do roku ${year} (${mark}).`,
    birthYear: 'Rok narození osoby', eventYear: 'Rok vnější události', eventHint: 'Pokud událost ještě nenastala, nechte prázdné.', yearWrong: 'Napište rok čtyřmi číslicemi.', closed: (year: number | null) => year ? `Spis je uzavřen. Rok vyřazení je ${year}.` : 'Spis je uzavřen.',
    reopenWhich: 'Které dokumenty se budou znovu vyřizovat', reopenHint: 'Ostatní zůstanou vyřízené. Nevyberete-li žádný, jde do spisu přidávat nové.', reopened: 'Spis je znovu otevřen.',
    class: 'Nová věcná skupina', classMissing: 'Vyberte věcnou skupinu.', classified: 'Spis je přetříděn.',
    move: 'Přesunout do jiného spisu', moveTo: 'Spis', moveHint: 'Hledejte podle spisové značky nebo věci. Nabízejí se jen otevřené spisy.', moveMissing: 'Vyberte spis.', moved: (number: string) => `Dokument je přesunut, jeho číslo jednací je ${number}.`,
    moveLead: 'Čísluje-li druhý spis dokumenty po svém, dostane dokument nové číslo. Podle starého půjde dál najít.',
    cancel: 'Zrušit dokument', cancelLead: 'Zrušit jde jen dokument, který jste založili a nikdo jiný ho neměl v rukou. Pro všechny kromě auditora zmizí, jeho číslo se už nepoužije.', cancelled: 'Dokument je zrušen.',
    setAside: 'Neodeslat a vyřídit',
  },
}

const en = {
  title: 'Files', file: 'File', lead: 'The files you have access to, newest first.', search: 'Search by file reference or subject', go: 'Search', clear: 'Clear the search',
  whose: { mine: 'Mine', unit: 'My unit’s', all: 'All' },
  empty: { mine: 'You hold no file now', unit: 'Your unit holds no file now', all: 'There are no files yet' },
  emptyLead: 'A file begins with its first document and appears here once you take it over.', none: 'Nothing matches', noneLead: 'Try a part of the file reference, or one word of the subject.',
  columns: { subject: 'Subject', reference: 'File reference', class: 'Class', holder: 'Handled by', due: 'Due', state: 'State', documents: 'Documents' },
  states: {
    otevren: 'open', nevyrizen: 'not settled', vyrizen: 'settled', uzavren: 'closed', predanDoSpisovny: 'in the records store', predanDoArchivu: 'in the archive', prenesen: 'moved', skartovan: 'disposed of',
    znicen: 'destroyed', znepristupnen: 'cancelled', ztracen: 'lost',
  },
  facts: {
    title: 'Facts', reference: 'File reference', uniqueId: 'Unique identifier', class: 'Class', noClass: 'not classified yet', holder: 'Handled by', nobodyYet: 'nobody has taken it over yet', due: 'Due',
    created: 'Opened', settled: 'Settled', closed: 'Closed',
  },
  disposal: {
    title: 'Keeping and disposal', regime: 'Disposal regime', years: (years: number) => plural('en', years, { one: 'year', other: 'years' }), trigger: 'The period runs from', year: 'Year of disposal', expected: 'Expected year of disposal', unknown: 'not known yet, an event is awaited',
    after: (year: number) => `${year}, if closed today`, marks: { A: 'A, to the archive', S: 'S, to be destroyed' },
    triggers: { vyrizeni: 'settlement of the file', uzavreni: 'closing of the file', vznik: 'opening of the file', narozeni: 'birth of the person', externi: 'an outside event' },
  },
  inventory: {
    title: 'List of documents', lead: 'In the order in which they were put in the file.', order: 'Order', subject: 'Subject', number: 'Reference number', party: 'From / to', filed: 'Put in', state: 'State', none: 'There is no document in the file that you may see.',
    print: 'Print the list',
  },
  missing: {
    title: 'What is missing to close it', nothing: 'Nothing. The file can be closed.',
    what: {
      'not-settled': 'A document is not settled', draft: 'A draft is neither sent nor settled', 'no-class': 'The file is not in any class', empty: 'There is no document in the file',
      unfinished: 'Something is still being handled or sent', 'no-trigger-year': 'The year of birth will be asked for',
    },
    hidden: 'a document you have no access to',
  },
  deeds: {
    close: 'Close the file', reopen: 'Reopen', classify: 'Reclassify', more: 'More', back: 'Back', reason: 'Reason', reasonHint: 'Stays in the history of the file.', reasonMissing: 'Write why.',
    closeLead: 'Nothing can be added to a closed file or taken out of it. It can be reopened only for a reason.', closeDisposal: (mark: string, year: number) => `It will be kept until ${year} (${mark}).`,
    birthYear: 'Year of birth', eventYear: 'Year of the outside event', eventHint: 'If it has not come yet, leave this empty.', yearWrong: 'Write the year in four digits.', closed: (year: number | null) => year ? `The file is closed. Its year of disposal is ${year}.` : 'The file is closed.',
    reopenWhich: 'Which documents will be handled again', reopenHint: 'The others stay settled. If you choose none, new ones can be added.', reopened: 'The file is open again.',
    class: 'New class', classMissing: 'Choose a class.', classified: 'The file is reclassified.',
    move: 'Move to another file', moveTo: 'File', moveHint: 'Search by file reference or subject. Only open files are offered.', moveMissing: 'Choose a file.', moved: (number: string) => `The document is moved; its reference number is ${number}.`,
    moveLead: 'If the other file numbers documents by itself, the document gets a new number. It can still be found by the old one.',
    cancel: 'Cancel the document', cancelLead: 'Only a document you created and nobody else has had can be cancelled. It disappears for everybody but auditors; its number is not used again.', cancelled: 'The document is cancelled.',
    setAside: 'Settle without sending',
  },
} satisfies typeof cs

export const fileTexts = { cs, en }

export const fileForms: Record<'cs' | 'en', Forms> = { cs: { one: 'spis', few: 'spisy', other: 'spisů' }, en: { one: 'file', other: 'files' } }
