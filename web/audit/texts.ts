const cs = {
  title: 'Protokol',
  lead: 'Každý úkon v úřadu, od nejnovějšího. Nikdo ho nemůže nepozorovaně změnit. I nahlížení do protokolu se zaznamenává.',
  notYours: 'Protokol čtou auditoři a správci', notYoursLead: 'Historii jednotlivého dokumentu najdete na jeho stránce.',
  refresh: 'Načíst nejnovější', entries: 'Záznamy',
  none: 'Takový záznam v protokolu není', noneLead: 'Zkuste jiné období nebo méně podmínek.', clear: 'Zrušit podmínky',
  filters: {
    who: 'Kdo', anybody: 'Kdokoli', event: 'Událost', any: 'Všechny', thing: 'S čím', thingHint: 'Adresa stránky nebo identifikátor', from: 'Od', to: 'Do (včetně)', go: 'Hledat',
    clear: 'Zrušit', order: 'Konec je dřív než začátek.',
  },
  refused: 'odmítnuto', failed: 'nezdařilo se', system: 'systém', inPlaceOf: (name: string) => `v z. ${name}`,
  withheld: 'Podrobnosti o dokumentech čtou jen auditoři.', erased: 'Podrobnosti byly vymazány; že záznam existoval, je dál doložitelné.',
  open: 'Otevřít', sameThing: 'Vše o téže věci', proof: 'Důkaz',
  facts: { exactly: 'Přesný čas', origin: 'Odkud', object: 'Identifikátor' },
  yes: 'ano', no: 'ne',
  objects: {
    Dokument: 'dokument', Komponenta: 'část dokumentu', Spis: 'spis', PolozkaObehu: 'položka oběhu', SchvaleniDokument: 'schválení dokumentu', Zasilka: 'zásilka', Podani: 'podání',
    Osoba: 'osoba', FunkcniMisto: 'funkční místo', OrganizacniJednotka: 'útvar', Zastupovani: 'zastoupení', Relace: 'přihlášení', Stranka: 'stránka', Denik: 'protokol', Subjekt: 'subjekt',
    VecnaSkupina: 'věcná skupina', KonfiguraceSystemu: 'nastavení systému', Pohled: 'uložený pohled',
  } as Readonly<Record<string, string>>,
  particulars: {
    reason: 'Důvod', kind: 'Druh', kinds: 'Druhy práce', to: 'Komu', instruction: 'Pokyn', answer: 'Odpověď', outcome: 'Výsledek', subject: 'Věc', before: 'Dříve', name: 'Jméno', roles: 'Role',
    unit: 'Útvar', person: 'Osoba', substitute: 'Zástupce', startsOn: 'Od', endsOn: 'Do', maySign: 'Smí podepisovat', basis: 'Na základě', ended: 'Předčasně ukončeno', code: 'Zkratka',
    referenceNumber: 'Číslo jednací', uniqueId: 'JID', fileReference: 'Spisová značka', direction: 'Směr', receivedAt: 'Doručeno', version: 'Verze', size: 'Velikost v bajtech', sha256: 'SHA-256',
    content: 'SHA-256 znění', dueOn: 'Do kdy', order: 'Pořadí', way: 'Způsob', note: 'Poznámka', language: 'Jazyk', email: 'E-mail', post: 'Funkce', parent: 'Nadřazený útvar', asked: 'Co se hledalo',
    index: 'Číslo záznamu', grantee: 'Komu zpřístupněno', components: 'Části', event: 'Událost', actorId: 'Kdo', thing: 'S čím', from: 'Od', until: 'Před', active: 'V úřadu',
    personId: 'Identifikátor osoby', substituteId: 'Identifikátor zástupce', granteeId: 'Identifikátor', unitId: 'Identifikátor útvaru', class: 'Věcná skupina', unsent: 'Neodeslaných odpovědí',
    entries: 'Záznamy', day: 'Den', logSize: 'Záznamů celkem', documentId: 'Dokument', witness: 'Svědek', detail: 'Podrobnosti', what: 'Co', run: 'Část', logging: 'Nastavení protokolu',
    passwordSum: 'Otisk uloženého hesla', credential: 'Otisk klíče', role: 'Role', mediaType: 'Formát', parentId: 'Identifikátor nadřazeného útvaru', logLevel: 'Podrobnost technického záznamu',
    logReadingMonths: 'Měsíců uchování nahlížení', witnessAlarmHours: 'Hodin do poplachu', witnesses: 'Svědci', handedOver: 'Předáno', work: 'Práce', sessions: 'Ukončených přihlášení', invitation: 'Odkaz k nastavení hesla', password: 'Heslo', changes: 'Změny',
  } as Readonly<Record<string, string>>,
  values: {
    handle: 'vyřízení', comment: 'vyjádření', approve: 'schvalování', note: 'na vědomí', correct: 'oprava', check: 'kontrola', dispatch: 'vypravení', sign: 'podpis', seal: 'pečeť',
    incoming: 'doručený', outgoing: 'vlastní', person: 'osobě', unit: 'útvaru', agree: 'souhlas', 'agree-with-reservation': 'souhlas s výhradou', disagree: 'nesouhlas', approved: 'schváleno',
    holder: 'držitel spisu', statement: 'vyjádření', approval: 'schválení', clerk: 'referent', head: 'vedoucí', registrar: 'podatelna', admin: 'správce', auditor: 'auditor', dpo: 'pověřenec', cs: 'čeština', en: 'angličtina',
  } as Readonly<Record<string, string>>,
  verify: {
    title: 'Jak ověřit záznam bez nás', lead: 'Důkaz doloží, že záznam v protokolu stál a nezměnil se. Ověří ho kdokoli, i bez připojení k úřadu:',
    proof: 'U záznamu stáhněte Důkaz.', key: 'Stáhněte veřejný klíč protokolu:', keyLink: 'klic-protokolu.pem', command: 'Spusťte:', page: 'Nebo soubor nahrajte na stránku', pageLink: 'Ověření dokladu',
  },
}

const en = {
  title: 'Log',
  lead: 'Every deed of the office, newest first. Nobody can change it unnoticed. Reading the log is logged too.',
  notYours: 'The log is read by auditors and administrators', notYoursLead: 'The history of one document is on its page.',
  refresh: 'Load the newest', entries: 'Entries',
  none: 'The log has no such entry', noneLead: 'Try another period or fewer conditions.', clear: 'Clear the conditions',
  filters: {
    who: 'Who', anybody: 'Anybody', event: 'Event', any: 'All', thing: 'With what', thingHint: 'Address of a page or an identifier', from: 'From', to: 'To (included)', go: 'Search',
    clear: 'Clear', order: 'It ends before it begins.',
  },
  refused: 'refused', failed: 'failed', system: 'system', inPlaceOf: (name: string) => `for ${name}`,
  withheld: 'Only auditors read particulars about documents.', erased: 'The particulars were erased; that the entry existed can still be proved.',
  open: 'Open', sameThing: 'All about the same thing', proof: 'Proof',
  facts: { exactly: 'Exact time', origin: 'From where', object: 'Identifier' },
  yes: 'yes', no: 'no',
  objects: {
    Dokument: 'document', Komponenta: 'part of a document', Spis: 'file', PolozkaObehu: 'work item', SchvaleniDokument: 'approval of a document', Zasilka: 'consignment', Podani: 'submission',
    Osoba: 'person', FunkcniMisto: 'post', OrganizacniJednotka: 'unit', Zastupovani: 'substitution', Relace: 'session', Stranka: 'page', Denik: 'log', Subjekt: 'party',
    VecnaSkupina: 'class', KonfiguraceSystemu: 'settings', Pohled: 'saved view',
  },
  particulars: {
    reason: 'Reason', kind: 'Kind', kinds: 'Kinds of work', to: 'To', instruction: 'Instruction', answer: 'Answer', outcome: 'Outcome', subject: 'Subject', before: 'Before', name: 'Name', roles: 'Roles',
    unit: 'Unit', person: 'Person', substitute: 'Substitute', startsOn: 'From', endsOn: 'To', maySign: 'May sign', basis: 'Basis', ended: 'Ended early', code: 'Code',
    referenceNumber: 'Reference number', uniqueId: 'Unique id', fileReference: 'File reference', direction: 'Direction', receivedAt: 'Received', version: 'Version', size: 'Size in bytes', sha256: 'SHA-256',
    content: 'SHA-256 of the wording', dueOn: 'Due', order: 'Order', way: 'Way', note: 'Note', language: 'Language', email: 'E-mail', post: 'Post', parent: 'Unit above', asked: 'Asked for',
    index: 'Number of the entry', grantee: 'Given to', components: 'Parts', event: 'Event', actorId: 'Who', thing: 'With what', from: 'From', until: 'Before', active: 'In the office',
    personId: 'Identifier of the person', substituteId: 'Identifier of the substitute', granteeId: 'Identifier', unitId: 'Identifier of the unit', class: 'Class', unsent: 'Answers not sent',
    entries: 'Entries', day: 'Day', logSize: 'Entries in all', documentId: 'Document', witness: 'Witness', detail: 'Detail', what: 'What', run: 'Part', logging: 'Settings of the log',
    passwordSum: 'Sum of the stored password', credential: 'Sum of the key', role: 'Role', mediaType: 'Format', parentId: 'Identifier of the unit above', logLevel: 'Detail of the technical log',
    logReadingMonths: 'Months readings are kept', witnessAlarmHours: 'Hours until the alarm', witnesses: 'Witnesses', handedOver: 'Handed over', work: 'Work', sessions: 'Sessions ended', invitation: 'Link to set a password', password: 'Password', changes: 'Changes',
  },
  values: {
    handle: 'handling', comment: 'statement', approve: 'approval', note: 'for information', correct: 'correction', check: 'check', dispatch: 'dispatch', sign: 'signature', seal: 'seal',
    incoming: 'received', outgoing: 'own', person: 'a person', unit: 'a unit', agree: 'agrees', 'agree-with-reservation': 'agrees with a reservation', disagree: 'disagrees', approved: 'approved',
    holder: 'holder of the file', statement: 'statement', approval: 'approval', clerk: 'clerk', head: 'head', registrar: 'registry', admin: 'administrator', auditor: 'auditor', dpo: 'data protection officer', cs: 'Czech', en: 'English',
  },
  verify: {
    title: 'How to verify an entry without us', lead: 'A proof shows that the entry stood in the log and has not changed. Anybody can check it, also offline:',
    proof: 'Download the Proof of the entry.', key: 'Download the public key of the log:', keyLink: 'klic-protokolu.pem', command: 'Run:', page: 'Or upload the file on the page', pageLink: 'Verification of a proof',
  },
} satisfies typeof cs

export const logTexts = { cs, en }
