import type { SectionKey } from '../../src/modules/privacy/index.ts'

const cs = {
  register: 'jmenný rejstřík', account: 'účet', documents: 'dokumenty', submissions: 'podání', circulation: 'oběh', consignments: 'zásilky', portal: 'portál', views: 'uložené pohledy', log: 'protokol',
} satisfies Record<SectionKey, string>
const en: typeof cs = {
  register: 'register of persons', account: 'account', documents: 'documents', submissions: 'submissions', circulation: 'circulation', consignments: 'consignments', portal: 'portal', views: 'saved views', log: 'log',
}
export const sectionTexts = { cs, en }

/** Names of facts, in the language of who looks; one that is not here is shown by its own name. */
export const factTexts: { readonly cs: Readonly<Record<string, string>>, readonly en: Readonly<Record<string, string>> } = {
  cs: {
    kind: 'Druh', name: 'Jméno', email: 'E-mail', address: 'Adresa', dataBox: 'Datová schránka', ico: 'IČO', bornOn: 'Narození', post: 'Funkce', unit: 'Útvar', roles: 'Role', language: 'Jazyk', sessions: 'Přihlášení', substitutions: 'Zastupování',
    subject: 'Věc', direction: 'Směr', fileReference: 'Spisová značka', uniqueId: 'JID', senderReference: 'Značka odesílatele', receivedAt: 'Doručeno', dispatchedAt: 'Odesláno', state: 'Stav', settledWay: 'Vyřízení', channel: 'Způsob', senderName: 'Odesílatel',
    senderEmail: 'E-mail odesílatele', phone: 'Telefon', askedAt: 'Zadáno', doneAt: 'Hotovo', instruction: 'Pokyn', answer: 'Sdělení', recipient: 'Adresát', sentAt: 'Odesláno', deliveredAt: 'Doručeno', postingNumber: 'Podací číslo', response: 'Odpověď',
    receiptAt: 'Potvrzeno', deliveries: 'Na portálu', downloads: 'Staženo', list: 'Seznam', query: 'Podmínky', entries: 'Záznamy',
  },
  en: {
    kind: 'Kind', name: 'Name', email: 'E-mail', address: 'Address', dataBox: 'Data box', ico: 'Company number', bornOn: 'Born', post: 'Post', unit: 'Unit', roles: 'Roles', language: 'Language', sessions: 'Sessions', substitutions: 'Substitutions',
    subject: 'Subject', direction: 'Direction', fileReference: 'File reference', uniqueId: 'JID', senderReference: 'Sender’s reference', receivedAt: 'Received', dispatchedAt: 'Sent', state: 'State', settledWay: 'Settled', channel: 'Channel', senderName: 'Sender',
    senderEmail: 'Sender’s e-mail', phone: 'Phone', askedAt: 'Asked', doneAt: 'Done', instruction: 'Instruction', answer: 'Answer', recipient: 'Addressee', sentAt: 'Sent', deliveredAt: 'Delivered', postingNumber: 'Posting number', response: 'Response',
    receiptAt: 'Confirmed', deliveries: 'On the portal', downloads: 'Taken', list: 'List', query: 'Conditions', entries: 'Entries',
  },
}

/** Words of code lists, in the language of who looks. */
export const valueTexts: { readonly cs: Readonly<Record<string, string>>, readonly en: Readonly<Record<string, string>> } = {
  cs: {
    Fyzicka: 'fyzická osoba', Osvc: 'podnikající fyzická osoba', Pravnicka: 'právnická osoba', Neurceno: 'neurčeno', incoming: 'doručený', outgoing: 'vlastní', EPodatelnaMail: 'e-mail', EPodatelnaWeb: 'portál', EPodatelnaNosic: 'nosič dat', Osobne: 'osobně',
    Posta: 'pošta', nevyrizen: 'nevyřízen', vyrizen: 'vyřízen', uzavren: 'uzavřen', skartovan: 'skartován', znicen: 'zničen', prenesen: 'přenesen', predanDoArchivu: 'předán do archivu', znepristupnen: 'stornován', registered: 'zaevidováno', refused: 'odmítnuto',
    waiting: 'čeká', nevypraveno: 'nevypraveno', vypraveno: 'vypraveno', doruceno: 'doručeno', handle: 'vyřízení', comment: 'vyjádření', approve: 'schválení', note: 'na vědomí', done: 'hotovo', open: 'otevřeno', returned: 'vráceno', withdrawn: 'staženo',
    dokumentem: 'dokumentem', vzetimNaVedomi: 'vzetím na vědomí', postoupenim: 'postoupením', zaznamemNaDokumentu: 'záznamem na dokumentu', jinyZpusob: 'jiným způsobem',
  },
  en: {
    Fyzicka: 'natural person', Osvc: 'self-employed person', Pravnicka: 'legal entity', Neurceno: 'not known', incoming: 'received', outgoing: 'own', EPodatelnaMail: 'e-mail', EPodatelnaWeb: 'portal', EPodatelnaNosic: 'data carrier', Osobne: 'in person',
    Posta: 'post', nevyrizen: 'not settled', vyrizen: 'settled', uzavren: 'closed', skartovan: 'destroyed', znicen: 'destroyed', prenesen: 'transferred', predanDoArchivu: 'in the archive', znepristupnen: 'voided', registered: 'registered', refused: 'refused',
    waiting: 'waits', nevypraveno: 'not sent', vypraveno: 'sent', doruceno: 'delivered', dokumentem: 'by a document', vzetimNaVedomi: 'taken note of', postoupenim: 'passed on', zaznamemNaDokumentu: 'by a note', jinyZpusob: 'otherwise',
  },
}
