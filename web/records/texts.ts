import type { Forms } from '../kit/index.ts'
import type { ComponentRole, DocumentStanding, NotedChange, SettlementWay } from './document.ts'

const cs = {
  list: {
    title: 'Dokumenty', lead: 'Všechno, k čemu máte přístup, od nejnovějšího.', search: 'Hledat podle čísla nebo věci', searchShort: 'Číslo nebo věc', go: 'Hledat', clear: 'Zrušit hledání',
    found: (text: string) => `Hledá se „${text}“.`,
    none: 'Nic neodpovídá', noneLead: 'Zkuste jen část čísla jednacího, třeba pořadové číslo, nebo jedno slovo z věci.', empty: 'Zatím tu není žádný dokument', emptyLead: 'Dokumenty přibudou, jak je podatelna zaeviduje.',
    columns: { subject: 'Věc', number: 'Číslo jednací', party: 'Od koho / komu', holder: 'Kdo vyřizuje', due: 'Lhůta', state: 'Stav' },
    keys: { next: 'další dokument', previous: 'předchozí dokument', open: 'otevřít', search: 'do hledání' },
  },
  standing: { waiting: 'nevyřízeno', settled: 'vyřízeno', closed: 'uzavřeno', draft: 'rozpracováno', sent: 'odesláno' } satisfies Record<DocumentStanding, string>,
  directions: { incoming: 'doručený', outgoing: 'vlastní' },
  document: 'Dokument', documents: 'Dokumenty',
  reply: 'Odpovědět', openAnswer: 'Otevřít odpověď', openLetter: 'Otevřít dopis', changeSigned: 'Změnit podepsaný dokument', settle: 'Vyřídit', setAside: 'Neodeslat', toCirculation: 'K oběhu',
  facts: {
    title: 'Údaje', referenceNumber: 'Číslo jednací', fileReference: 'Spisová značka', uniqueId: 'Jednoznačný identifikátor', sender: 'Odesílatel', addressee: 'Adresát', email: 'E-mail', address: 'Adresa',
    dataBox: 'Datová schránka', senderReference: 'Značka odesílatele', received: 'Doručeno', created: 'Vytvořeno', channel: 'Způsob doručení', holder: 'Vyřizuje', due: 'Lhůta', settled: 'Vyřízeno', sent: 'Odesláno', answers: 'Odpověď na', nobodyYet: 'zatím nikdo nepřevzal',
  },
  channels: { EPodatelnaMail: 'e-mailem', EPodatelnaWeb: 'z webu', EPodatelnaNosic: 'jako soubor', Osobne: 'osobně', Posta: 'poštou' } as Readonly<Record<string, string>>,
  contents: {
    title: 'Obsah', parts: 'Části dokumentu', version: 'Verze', versionOf: (number: number, of: number) => `verze ${number} z ${of}`, download: 'Stáhnout', compare: 'Porovnat', withVersion: 's verzí', compareNot: 'Ukončit porovnání', nothing: 'Dokument zatím nemá žádný obsah.',
    changes: { correction: (n) => `Oprava zřejmé nesprávnosti v podepsané verzi ${n}`, rewording: (n) => `Nové znění místo podepsané verze ${n}`, withdrawal: (n) => `Podepsaná verze ${n} byla vzata zpět` } satisfies Record<NotedChange['kind'], (version: number) => string>,
    preparing: 'Text se sází do PDF, za chvíli tu bude.',
  },
  roles: { original: 'originál', main: 'znění', enclosure: 'příloha', source: 'zdroj', proof: 'doklad' } satisfies Record<ComponentRole, string>,
  preview: {
    label: (name: string) => `Náhled: ${name}`, page: (page: number, of: number) => `Strana ${page} z ${of}`, cut: 'Zobrazuje se jen začátek textu. Celý je v souboru ke stažení.', failed: 'Tuto stranu se nepodařilo zobrazit.',
    none: 'Náhled tu není', noneLead: 'Tenhle druh souboru neumíme bezpečně zobrazit. Můžete si ho stáhnout.', emptyText: 'Zpráva nemá žádný text.',
    container: 'Podepsaný kontejner ASiC-E', inner: 'Stáhnout soubor uvnitř', hash: 'Otisk (SHA-256)',
  },
  comparison: {
    label: (from: number, to: number) => `Co se změnilo od verze ${from} do verze ${to}`, waiting: 'Porovnávají se strany…', same: 'Verze se čtou i vypadají stejně.', words: 'Změny v textu',
    changed: (changed: number, pages: number) => `Změnily se strany: ${changed} z ${pages}. Ostatní se čtou i vypadají stejně.`, side: (version: number, page: number | null) => (page === null ? `verze ${version}` : `verze ${version}, strana ${page}`),
    came: 'Tato strana přibyla.', went: 'Tato strana zmizela.', looksOnly: 'Text je stejný, strana jen vypadá jinak.', none: 'Porovnat se nedá', noneLead: 'Tyto dvě verze neumíme položit vedle sebe. Můžete si je stáhnout.',
  },
  siblings: { title: 'Další dokumenty spisu', none: 'Ve spisu je zatím jen tento dokument.' },
  history: {
    title: 'Historie', label: 'Kdo co s dokumentem udělal, od nejnovějšího', system: 'systém', inPlaceOf: (name: string) => `v z. ${name}`, failed: 'nezdařilo se', refused: 'odmítnuto', newest: (count: number) => `Zobrazeno posledních ${count} záznamů.`,
    none: 'Zatím bez záznamu.', all: (count: number) => `Zobrazit všech ${count}`, views: 'I nahlížení',
  },
  settling: {
    title: 'Vyřídit dokument', way: 'Jak byl vyřízen', note: 'Odůvodnění', noteHint: 'Zůstane ve spisu.', noteMissing: 'Napište, jak nebo proč.', wayMissing: 'Vyberte způsob.', settle: 'Vyřídit', cancel: 'Zpět', done: 'Dokument je vyřízen.', doneFile: 'Dokument i celý spis jsou vyřízeny.',
    ways: { dokumentem: 'Odpovědí', vzetimNaVedomi: 'Vzetím na vědomí', postoupenim: 'Postoupením jinému úřadu', zaznamemNaDokumentu: 'Záznamem na dokumentu', jinyZpusob: 'Jinak' } satisfies Record<SettlementWay, string>,
    hints: { dokumentem: 'Odpověď už musela být odeslána.', vzetimNaVedomi: '', postoupenim: 'Uveďte komu a kdy.', zaznamemNaDokumentu: 'Uveďte, jak věc skončila.', jinyZpusob: 'Uveďte jak.' } satisfies Record<SettlementWay, string>,
    settledWay: { dokumentem: 'odpovědí', vzetimNaVedomi: 'vzetím na vědomí', postoupenim: 'postoupením', zaznamemNaDokumentu: 'záznamem na dokumentu', jinyZpusob: 'jinak' } satisfies Record<SettlementWay, string>,
  },
}

const en = {
  list: {
    title: 'Documents', lead: 'All you have access to, newest first.', search: 'Search by number or subject', searchShort: 'Number or subject', go: 'Search', clear: 'Clear the search',
    found: (text: string) => `Searching for “${text}”.`,
    none: 'Nothing matches', noneLead: 'Try a part of the reference number, or one word of the subject.', empty: 'There are no documents yet', emptyLead: 'They will come as the registry registers them.',
    columns: { subject: 'Subject', number: 'Reference number', party: 'From / to', holder: 'Handled by', due: 'Due', state: 'State' },
    keys: { next: 'next document', previous: 'previous document', open: 'open', search: 'to the search' },
  },
  standing: { waiting: 'not settled', settled: 'settled', closed: 'closed', draft: 'draft', sent: 'sent' },
  directions: { incoming: 'received', outgoing: 'our own' },
  document: 'Document', documents: 'Documents',
  reply: 'Answer', openAnswer: 'Open the answer', openLetter: 'Open the letter', changeSigned: 'Change the signed document', settle: 'Settle', setAside: 'Do not send', toCirculation: 'To circulation',
  facts: {
    title: 'Facts', referenceNumber: 'Reference number', fileReference: 'File reference', uniqueId: 'Unique identifier', sender: 'Sender', addressee: 'Addressee', email: 'E-mail', address: 'Address',
    dataBox: 'Data box', senderReference: 'Sender’s reference', received: 'Received', created: 'Created', channel: 'Received by', holder: 'Handled by', due: 'Due', settled: 'Settled', sent: 'Sent', answers: 'Answers', nobodyYet: 'nobody has taken it over yet',
  },
  channels: { EPodatelnaMail: 'e-mail', EPodatelnaWeb: 'web', EPodatelnaNosic: 'a file', Osobne: 'in person', Posta: 'post' },
  contents: {
    title: 'Contents', parts: 'Parts of the document', version: 'Version', versionOf: (number: number, of: number) => `version ${number} of ${of}`, download: 'Download', compare: 'Compare', withVersion: 'with version', compareNot: 'Stop comparing', nothing: 'The document has no contents yet.',
    changes: { correction: (n: number) => `An obvious error of signed version ${n} put right`, rewording: (n: number) => `A new wording instead of signed version ${n}`, withdrawal: (n: number) => `Signed version ${n} was taken back` },
    preparing: 'The text is being set as a PDF; it will be here in a moment.',
  },
  roles: { original: 'original', main: 'wording', enclosure: 'enclosure', source: 'source', proof: 'proof' },
  preview: {
    label: (name: string) => `Preview: ${name}`, page: (page: number, of: number) => `Page ${page} of ${of}`, cut: 'Only the beginning is shown. The whole text is in the file.', failed: 'This page could not be shown.',
    none: 'There is no preview', noneLead: 'This kind of file cannot be shown safely. You can download it.', emptyText: 'The message has no text.',
    container: 'Signed container ASiC-E', inner: 'Download the file in it', hash: 'Hash (SHA-256)',
  },
  comparison: {
    label: (from: number, to: number) => `What changed between version ${from} and version ${to}`, waiting: 'Comparing the pages…', same: 'The versions read and look the same.', words: 'Changes of the text',
    changed: (changed: number, pages: number) => `Pages changed: ${changed} of ${pages}. The others read and look the same.`, side: (version: number, page: number | null) => (page === null ? `version ${version}` : `version ${version}, page ${page}`),
    came: 'This page came.', went: 'This page went.', looksOnly: 'The text is the same; the page only looks different.', none: 'There is no comparison', noneLead: 'These two versions cannot be put side by side. You can download them.',
  },
  siblings: { title: 'Other documents of the file', none: 'This is the only document of the file so far.' },
  history: {
    title: 'History', label: 'Who did what with the document, newest first', system: 'system', inPlaceOf: (name: string) => `for ${name}`, failed: 'failed', refused: 'refused', newest: (count: number) => `The last ${count} entries are shown.`,
    none: 'No entries yet.', all: (count: number) => `Show all ${count}`, views: 'Views too',
  },
  settling: {
    title: 'Settle the document', way: 'How it was settled', note: 'Reason', noteHint: 'Stays in the file.', noteMissing: 'Write how or why.', wayMissing: 'Choose a way.', settle: 'Settle', cancel: 'Back', done: 'The document is settled.', doneFile: 'The document and its file are settled.',
    ways: { dokumentem: 'By an answer', vzetimNaVedomi: 'Taken note of', postoupenim: 'Passed to another authority', zaznamemNaDokumentu: 'By a note on the document', jinyZpusob: 'Otherwise' },
    hints: { dokumentem: 'The answer must have been sent.', vzetimNaVedomi: '', postoupenim: 'Say to whom and when.', zaznamemNaDokumentu: 'Say how it ended.', jinyZpusob: 'Say how.' },
    settledWay: { dokumentem: 'by an answer', vzetimNaVedomi: 'taken note of', postoupenim: 'passed on', zaznamemNaDokumentu: 'by a note', jinyZpusob: 'otherwise' },
  },
} satisfies typeof cs

export const recordsTexts = { cs, en }

export const documentForms: Record<'cs' | 'en', Forms> = {
  cs: { one: 'dokument', few: 'dokumenty', other: 'dokumentů' },
  en: { one: 'document', other: 'documents' },
}
