import type { Forms, Language } from '../kit/index.ts'
import type { CeremonyItemState, CeremonyState, DocumentKind, Need, Oddity } from './model.ts'

const cs = {
  title: 'K podpisu', lead: 'Co čeká na váš podpis a na podpis těch, které zastupujete. Nejdřív to, co má nejbližší lhůtu.',
  tabs: { book: 'K podpisu', past: 'Hromadné podpisy', label: 'Podpisová kniha' },
  columns: { subject: 'Věc', number: 'Číslo jednací', kind: 'Druh', prepared: 'Připravil a schválil', due: 'Lhůta', marks: 'Poznámky', pages: 'Stran' },
  kinds: { decision: 'rozhodnutí', contract: 'smlouva', letter: 'dopis', certificate: 'osvědčení', order: 'objednávka', internal: 'vnitřní akt' } satisfies Record<DocumentKind, string>,
  anyKind: 'druh neuveden',
  needs: { 'none': 'nepodepisuje se', 'approval': 'stačí schválení', 'signature': 'podpis', 'signature+timestamp': 'podpis a časové razítko', 'seal': 'pečeť úřadu' } satisfies Record<Need, string>,
  prepared: (who: string) => `Připravil ${who}`, approved: (who: string) => `schválil ${who}`, notApproved: 'neschváleno',
  inPlaceOf: (who: string) => `v z. ${who}`,
  marks: { open: 'je třeba otevřít', opened: 'otevřeno', changed: 'změněno od posledního podpisu', cannot: 'nelze podepsat' },
  oddities: { 'changed-since-signature': 'změněno od posledního podpisu', 'not-approved': 'neschváleno', 'in-place-of': 'v zastoupení', 'unreadable': 'počet stran nelze zjistit' } satisfies Record<Oddity, string>,
  compare: 'porovnat',
  filter: { label: 'Zúžit podpisovou knihu', text: 'Věc nebo číslo jednací', go: 'Hledat', unit: 'Útvar', anyUnit: 'Všechny útvary', due: 'Lhůta do', clear: 'Zrušit zúžení', none: 'Nic takového k podpisu není', noneLead: 'Zkuste kratší slovo nebo zrušte zúžení.' },
  empty: 'Nic k podpisu', emptyLead: 'Až vás někdo požádá o podpis, najdete dokument tady. Co už jste podepsali, je v hromadných podpisech.', emptyAction: 'Hromadné podpisy',
  bar: 'Vybrané dokumenty', chosen: 'Vybráno', chooseAll: 'Vybrat všechny v knize', prepare: 'Připravit k podpisu…', clear: 'Zrušit výběr',
  keys: { next: 'další dokument', previous: 'předchozí dokument', choose: 'vybrat', all: 'vybrat zobrazené', open: 'otevřít', prepare: 'připravit k podpisu', back: 'zpět do knihy', returnIt: 'vrátit k přepracování', clear: 'zrušit výběr' },
  noKey: 'Nemáte podpisový klíč', noKeyLead: 'Podepisovat můžete, až vám správce klíč přidělí. Dokumenty zatím můžete číst a vracet.',
  reader: {
    back: 'Zpět do knihy', backToList: 'Zpět k seznamu', previous: 'Předchozí', next: 'Další', queue: 'Dokumenty k podpisu', hash: 'Otisk (SHA-256)', copy: 'Kopírovat otisk', copied: 'Otisk je zkopírován.',
    version: (n: number) => `verze ${n}`, document: 'Otevřít dokument', of: (at: number, all: string) => `${at} z ${all}`, gone: 'Tento dokument už na podpis nečeká',
    goneLead: 'Byl podepsán, vrácen, nebo žádost odvolali.', choose: 'Vybrat k podpisu', chosen: 'Vybráno k podpisu', changes: 'Co se změnilo od posledního podpisu',
  },
  returning: { do: 'Vrátit k přepracování', title: 'Vrátit k přepracování', reason: 'Důvod', hint: 'Uvidí ho ten, kdo dokument připravil.', missing: 'Uveďte důvod.', done: 'Dokument je vrácen.' },
  freezing: {
    title: 'Připravit seznam k podpisu', lead: 'Seznam se zmrazí: podepíše se přesně to, co v něm teď je. Co se potom změní, samo vypadne.', cannot: (n: string) => `${n} teď podepsat nelze; v seznamu zůstanou s důvodem.`,
    leave: 'Vynechat', back: 'Vrátit do seznamu', note: 'Proč ho vynecháváte', noteMissing: 'Napište krátce proč.', key: 'Podpisový klíč', reason: 'Důvod podpisu', reasonHint: 'Nepovinné. Zapíše se do podpisu.',
    send: (n: string) => `Zmrazit seznam: ${n}`, nothing: 'Vyberte aspoň jeden dokument.',
  },
  ask: {
    open: 'Předložit k podpisu', unfold: 'Předložit…', fold: 'Sbalit', lead: 'Kdo smí takový dokument podepsat, říká podpisový řád; nabídneme vám jen je.', kind: 'Druh dokumentu', anyKind: 'Neuvedeno', amount: 'Částka v Kč', amountHint: 'Jen u dokumentů o penězích, v celých korunách.', who: 'Kdo podepíše', whoHint: 'Nabízíme ty, kdo takový dokument podle podpisového řádu podepsat smějí.',
    whoMissing: 'Vyberte, kdo podepíše.', nobody: 'Podle podpisového řádu takový dokument nesmí podepsat nikdo. Obraťte se na správce.', instruction: 'Vzkaz', due: 'Podepsat do', send: 'Předložit k podpisu', done: 'Dokument je předložen k podpisu.',
    need: (what: string) => `Podle pravidel úřadu: ${what}.`, noNeed: 'Dokumenty tohoto druhu se nepodepisují, nic předkládat nemusíte.', approval: 'Stačí schválení. Požádejte místo podpisu o schválení.', seal: 'Úřad je pečetí sám, podpis člověka nepotřebují.',
  },
}

const en: typeof cs = {
  title: 'To sign', lead: 'What waits for your signature and for that of those you stand in for. What is due first comes first.',
  tabs: { book: 'To sign', past: 'Lists signed', label: 'Signature book' },
  columns: { subject: 'Subject', number: 'Reference number', kind: 'Kind', prepared: 'Prepared and approved by', due: 'Due', marks: 'Notes', pages: 'Pages' },
  kinds: { decision: 'decision', contract: 'contract', letter: 'letter', certificate: 'certificate', order: 'order', internal: 'internal act' },
  anyKind: 'kind not given',
  needs: { 'none': 'not signed', 'approval': 'an approval suffices', 'signature': 'signature', 'signature+timestamp': 'signature and time stamp', 'seal': 'seal of the office' },
  prepared: (who) => `Prepared by ${who}`, approved: (who) => `approved by ${who}`, notApproved: 'not approved',
  inPlaceOf: (who) => `for ${who}`,
  marks: { open: 'has to be opened', opened: 'opened', changed: 'changed since the last signature', cannot: 'cannot be signed' },
  oddities: { 'changed-since-signature': 'changed since the last signature', 'not-approved': 'not approved', 'in-place-of': 'in another’s place', 'unreadable': 'pages cannot be counted' },
  compare: 'compare',
  filter: { label: 'Narrow the signature book', text: 'Subject or reference number', go: 'Search', unit: 'Unit', anyUnit: 'All units', due: 'Due by', clear: 'Clear', none: 'Nothing like that to sign', noneLead: 'Try a shorter word or clear the filter.' },
  empty: 'Nothing to sign', emptyLead: 'Once somebody asks for your signature, the document will be here. What you have signed is among the signed lists.', emptyAction: 'Signed lists',
  bar: 'Chosen documents', chosen: 'Chosen', chooseAll: 'Choose all in the book', prepare: 'Prepare to sign…', clear: 'Clear',
  keys: { next: 'next document', previous: 'previous document', choose: 'choose', all: 'choose what is shown', open: 'open', prepare: 'prepare to sign', back: 'back to the book', returnIt: 'return for rework', clear: 'clear the choice' },
  noKey: 'You have no signing key', noKeyLead: 'You can sign once the administrator gives you one. Meanwhile you can read and return documents.',
  reader: {
    back: 'Back to the book', backToList: 'Back to the list', previous: 'Previous', next: 'Next', queue: 'Documents to sign', hash: 'Hash (SHA-256)', copy: 'Copy the hash', copied: 'The hash is copied.',
    version: (n) => `version ${n}`, document: 'Open the document', of: (at, all) => `${at} of ${all}`, gone: 'This document no longer waits for a signature',
    goneLead: 'It was signed or returned, or the request was withdrawn.', choose: 'Choose to sign', chosen: 'Chosen to sign', changes: 'What changed since the last signature',
  },
  returning: { do: 'Return for rework', title: 'Return for rework', reason: 'Reason', hint: 'Whoever prepared the document will see it.', missing: 'Say why.', done: 'The document is returned.' },
  freezing: {
    title: 'Prepare a list to sign', lead: 'The list is frozen: exactly what is in it now will be signed. What changes later drops out by itself.', cannot: (n) => `${n} cannot be signed now; they stay in the list with the reason.`,
    leave: 'Leave out', back: 'Put back', note: 'Why you leave it out', noteMissing: 'Say briefly why.', key: 'Signing key', reason: 'Reason for signing', reasonHint: 'Optional. It is written into the signature.',
    send: (n) => `Freeze the list: ${n}`, nothing: 'Choose at least one document.',
  },
  ask: {
    open: 'Submit for signature', unfold: 'Submit…', fold: 'Fold', lead: 'The rules of signing say who may sign such a document; only those are offered.', kind: 'Kind of document', anyKind: 'Not given', amount: 'Amount in CZK', amountHint: 'Only for documents about money, in whole crowns.', who: 'Who signs', whoHint: 'Those who may sign such a document by the rules of signing.',
    whoMissing: 'Choose who signs.', nobody: 'By the rules of signing nobody may sign such a document. Turn to the administrator.', instruction: 'Message', due: 'Sign by', send: 'Submit for signature', done: 'The document is submitted for signature.',
    need: (what) => `By the rules of the office: ${what}.`, noNeed: 'Documents of this kind are not signed; there is nothing to submit.', approval: 'An approval suffices. Ask for an approval instead.', seal: 'The office seals them by itself; they need nobody’s signature.',
  },
}

export const signingTexts = { cs, en }

export const documentForms: Record<Language, Forms> = { cs: { one: 'dokument', few: 'dokumenty', other: 'dokumentů' }, en: { one: 'document', few: 'documents', other: 'documents' } }

const ceremonyCs = {
  title: 'Hromadný podpis', crumb: 'K podpisu', past: 'Hromadné podpisy', pastLead: 'Seznamy, které jste připravili k podpisu, a jak dopadly.', none: 'Zatím žádný seznam', noneLead: 'Vyberte v podpisové knize dokumenty a připravte je k podpisu.', toBook: 'Do podpisové knihy',
  states: { 'frozen': 'čeká na potvrzení', 'running': 'podepisuje se', 'confirmation-needed': 'čeká na další potvrzení', 'done': 'hotovo', 'cancelled': 'zastaveno' } satisfies Record<CeremonyState, string>,
  itemStates: { prepared: 'připraveno', authorised: 'čeká', signed: 'čeká na razítko', timestamped: 'ukládá se', stored: 'podepsáno', failed: 'selhalo', changed: 'vypadlo, změnilo se', excluded: 'vynecháno', cancelled: 'zastaveno' } satisfies Record<CeremonyItemState, string>,
  columns: { order: 'Pořadí', subject: 'Věc', number: 'Číslo jednací', hash: 'Otisk', state: 'Stav', pages: 'Stran', when: 'Připraveno', count: 'Dokumentů' },
  items: 'Dokumenty seznamu', all: 'Všechny', unseen: 'K dokumentu už nemáte přístup', empty: 'Tady nic není.',
  frozen: 'Zmrazený seznam', frozenAt: (when: string) => `zmrazeno ${when}`, confirmations: 'Potvrzení', time: 'Potrvá asi', key: 'Klíč', root: 'Otisk seznamu', confirmed: 'Potvrzeno', count: 'Podepíše se', reason: 'Důvod', shown: 'Podpis bude vidět na stránce.', onPage: 'Podpis na stránce',
  onPageCounts: (shown: string, unshown: string, some: boolean) => some ? `${shown} ano, ${unshown} ne (důvod je v seznamu)` : shown,
  sign: (n: string) => `Podepsat ${n}`, again: 'Potvrdit další', cancelList: 'Zrušit seznam', cancelled: 'Seznam je zrušen.', proof: 'Jedním potvrzením podepíšete právě tento seznam. Budete požádáni o přístupový klíč nebo heslo, pokud jste se neprokázali v posledních minutách.',
  mustOpen: (n: string) => `Před podpisem je třeba otevřít: ${n}`, openNext: 'Otevřít další', mustOpenLead: 'Je na nich něco neobvyklého, nebo je vybralo pravidlo úřadu.', leftOut: (n: number) => `Vynecháno ${n}`,
  testKey: 'nekvalifikovaný – jen pro ukázku a vnitřní schvalování',
  validTo: (day: string) => `platí do ${day}`,
  progress: 'Podepisuje se', running: (done: number, all: number) => `Hotovo ${done} z ${all}.`, left: (time: string) => `Zbývá asi ${time}.`, stays: 'Stránku můžete zavřít, práce pokračuje i bez ní.', stop: 'Zastavit', stopped: 'Podepisování je zastaveno. Co je podepsáno, zůstává.',
  waitsStamp: (n: number) => `${n} podepsáno, čeká na časové razítko.`,
  summary: 'Výsledek', signed: 'Podepsáno', dropped: 'Vypadlo pro změnu', failedCount: 'Selhalo', stoppedCount: 'Zastaveno', perDocument: 'Na dokument', whole: 'Celkem', seconds: (n: string) => `${n} s`, minutes: (n: string) => `${n} min`,
  print: 'Vytisknout', difference: 'Co se změnilo', opened: 'otevřeno', toOpen: 'je třeba otevřít', open: 'Otevřít', tooLate: 'Seznam čekal příliš dlouho nebo se změnil? Zrušte ho a připravte v knize nový.',
  proven: { 'password': 'heslem', 'passkey': 'přístupovým klíčem', 'password+passkey': 'heslem a přístupovým klíčem' },
}

const ceremonyEn: typeof ceremonyCs = {
  title: 'Signing a list', crumb: 'To sign', past: 'Lists signed', pastLead: 'The lists you prepared to sign and how they came out.', none: 'No list yet', noneLead: 'Choose documents in the signature book and prepare them to sign.', toBook: 'To the signature book',
  states: { 'frozen': 'waits for confirmation', 'running': 'being signed', 'confirmation-needed': 'waits for another confirmation', 'done': 'done', 'cancelled': 'stopped' },
  itemStates: { prepared: 'prepared', authorised: 'waits', signed: 'waits for its stamp', timestamped: 'being stored', stored: 'signed', failed: 'failed', changed: 'dropped out, changed', excluded: 'left out', cancelled: 'stopped' },
  columns: { order: 'Order', subject: 'Subject', number: 'Reference number', hash: 'Hash', state: 'State', pages: 'Pages', when: 'Prepared', count: 'Documents' },
  items: 'Documents of the list', all: 'All', unseen: 'You may no longer see the document', empty: 'Nothing here.',
  frozen: 'The frozen list', frozenAt: (when) => `frozen ${when}`, confirmations: 'Confirmations', time: 'Takes about', key: 'Key', root: 'Hash of the list', confirmed: 'Confirmed', count: 'To be signed', reason: 'Reason', shown: 'The signature will be seen on the page.', onPage: 'Signature on the page',
  onPageCounts: (shown, unshown, some) => some ? `${shown} yes, ${unshown} no (the list says why)` : shown,
  sign: (n) => `Sign ${n}`, again: 'Confirm more', cancelList: 'Drop the list', cancelled: 'The list is dropped.', proof: 'One confirmation signs this very list. You are asked for your passkey or password unless you gave it in the last minutes.',
  mustOpen: (n) => `To be opened before signing: ${n}`, openNext: 'Open the next', mustOpenLead: 'Something about them is unusual, or the rule of the office chose them.', leftOut: (n) => `${n} left out`,
  testKey: 'not qualified – only for trying out and for approvals within the office',
  validTo: (day) => `valid until ${day}`,
  progress: 'Being signed', running: (done, all) => `${done} of ${all} done.`, left: (time) => `About ${time} left.`, stays: 'You may close the page; the work goes on without it.', stop: 'Stop', stopped: 'Signing is stopped. What is signed stays signed.',
  waitsStamp: (n) => `${n} signed, waiting for the time stamp.`,
  summary: 'Result', signed: 'Signed', dropped: 'Dropped out as changed', failedCount: 'Failed', stoppedCount: 'Stopped', perDocument: 'Per document', whole: 'In all', seconds: (n) => `${n} s`, minutes: (n) => `${n} min`,
  print: 'Print', difference: 'What changed', opened: 'opened', toOpen: 'has to be opened', open: 'Open', tooLate: 'Has the list waited too long or changed? Drop it and prepare another in the book.',
  proven: { 'password': 'by password', 'passkey': 'by passkey', 'password+passkey': 'by password and passkey' },
}

export const ceremonyTexts = { cs: ceremonyCs, en: ceremonyEn }

export const listForms: Record<Language, Forms> = { cs: { one: 'seznam', few: 'seznamy', other: 'seznamů' }, en: { one: 'list', few: 'lists', other: 'lists' } }
