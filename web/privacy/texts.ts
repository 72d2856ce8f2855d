import type { Hold } from '../../src/modules/privacy/index.ts'
import { plural } from '../kit/index.ts'

const regimeCs = (regime: string | null) => (regime ? ` (${regime})` : '')

const cs = {
  title: 'Osobní údaje', lead: 'Co úřad vede o člověku, který se na to ptá nebo žádá o výmaz. Každé nahlédnutí se zaznamenává.',
  notYours: 'Osobní údaje vyřizuje pověřenec a správce', notYoursLead: 'Žádost člověka o jeho údaje předejte pověřenci pro ochranu osobních údajů.',
  search: 'Jméno, e-mail, IČO, datová schránka nebo datum narození', go: 'Najít', clear: 'Zrušit hledání', found: 'Nalezení', name: 'Jméno', what: 'Odkud', hints: 'Podle čeho se pozná',
  kinds: { party: 'jmenný rejstřík', person: 'zaměstnanec' }, none: 'Nikdo takový tu není', noneLead: 'Zkuste část jména, jiný e-mail nebo datum narození ve tvaru 1961-03-27.',
  holds: (count: number) => plural('cs', count, { one: 'údaj', few: 'údaje', other: 'údajů' }), nothing: 'Úřad o této osobě nevede nic.', alike: 'Může jít o tutéž osobu', alikeLead: 'Ověřte to. Co potvrdíte, se k údajům přidá.', same: 'Je to tatáž osoba', added: 'Přidáno k osobě',
  why: { ico: 'stejné IČO', 'data-box': 'stejná datová schránka', email: 'stejný e-mail', 'born-on': 'stejné datum narození', 'same-name': 'stejné jméno', 'similar-name': 'podobné jméno' } as Readonly<Record<string, string>>,
  purpose: 'Proč', basis: 'Podle čeho', retention: 'Jak dlouho', free: 'výmazu nic nebrání', sent: 'Co poslal(a)', more: (count: number) => `Zobrazit všech ${count}`,
  copy: {
    title: 'Výpisy', ask: 'Připravit výpis', askTitle: 'Výpis všech údajů', lead: 'Připraví se archiv ZIP: čitelná stránka, totéž pro počítač a soubory, které člověk poslal. Ke stažení bude sedm dní.', reason: 'Na čí žádost', reasonHint: 'Například číslo jednací žádosti. Jméno sem nepište.', reasonMissing: 'Uveďte, na čí žádost.',
    back: 'Zpět', asked: 'Výpis se připravuje.', none: 'Zatím žádný výpis.', state: { making: 'připravuje se', ready: 'připraven', expired: 'už není' }, by: 'Vyžádal(a)', until: (day: string) => `do ${day}`, download: 'Stáhnout', columns: { reason: 'Na čí žádost', state: 'Stav', asked: 'Vyžádáno' },
  },
  erase: {
    title: 'Výmazy', propose: 'Navrhnout výmaz', proposeTitle: 'Navrhnout výmaz', lead: 'Vymaže se jen to, co už nám nic neukládá uchovat. Potvrdí někdo jiný. Po potvrzení to nejde vzít zpět, ani ze zálohy.', reason: 'Důvod', reasonMissing: 'Uveďte důvod.', reasonHint: 'Například číslo jednací žádosti. Jméno sem nepište.',
    what: 'Co', goes: 'Vymaže se', stays: 'Zůstane', nothingGoes: 'Teď není co vymazat: vše, co vedeme, nám zákon ukládá uchovat.', proposed: 'Výmaz je navržen a čeká na potvrzení.', none: 'Zatím žádný návrh.', state: { proposed: 'čeká na potvrzení', confirmed: 'vymazáno', withdrawn: 'vzato zpět' },
    by: 'Navrhl(a)', decidedBy: 'Rozhodl(a)', columns: { reason: 'Důvod', state: 'Stav', proposed: 'Navrženo' }, open: 'Návrh výmazu', confirm: 'Vymazat nevratně', confirmTitle: 'Vymazat nevratně?', confirmLead: (count: number) => `Vymaže se ${plural('cs', count, { one: 'údaj', few: 'údaje', other: 'údajů' })}. Nejde to vzít zpět.`, confirmed: 'Údaje jsou vymazány.',
    withdraw: 'Vzít zpět', withdrawTitle: 'Vzít návrh zpět', withdrawn: 'Návrh je vzat zpět.', four: 'Návrh jste podali vy. Potvrdí ho někdo jiný.', counted: (erased: number, kept: number) => `Vymazáno: ${erased}, ponecháno: ${kept}.`, back: 'Zpět', who: 'Otevřít osobu',
  },
  hold: ({ reason, until, regime }: Hold): string => ({
    'file-open': `spis není uzavřen${regimeCs(regime)}`, retention: `do 31. 12. ${until}, skartační lhůta${regimeCs(regime)}`, 'disposal-due': `do skartačního řízení${regimeCs(regime)}`, archival: `trvale, půjde do archivu${regimeCs(regime)}`,
    'trigger-unknown': `dokud nezačne skartační lhůta${regimeCs(regime)}`, 'no-class': 'spis není zařazen do věcné skupiny', documents: until === null ? 'dokud vedeme jeho dokument' : `dokud vedeme jeho dokument, nejméně do 31. 12. ${until}`, waiting: 'čeká na zaevidování', employed: 'po dobu zaměstnání',
    'account-period': `lhůta pro účty, do roku ${until}`, 'official-record': 'kdo úkon provedl, je součástí záznamu', 'sealed-log': 'zapečetěné denní ztvárnění protokolu',
  })[reason],
  sensitive: {
    mark: 'Označit jako citlivý', title: 'Citlivý dokument', lead: 'Kdo ho čte nebo stahuje, se zaznamenává, i nepovolené pokusy.', unmark: 'Zrušit označení', reason: 'Důvod', reasonHint: 'Například: údaje o zdravotním stavu.', reasonMissing: 'Uveďte důvod.', done: 'Označení je uloženo.', back: 'Zpět', save: 'Uložit',
    from: { document: 'označen dokument', file: 'citlivý je celý spis', class: 'citlivá je věcná skupina' }, tag: 'Citlivé', who: 'Kdo nahlížel', nobody: 'Zatím nikdo.', way: { read: 'četl(a)', taken: 'stáhl(a)', denied: 'pokus bez oprávnění' },
  },
}

const regimeEn = (regime: string | null) => (regime ? ` (${regime})` : '')

const en = {
  title: 'Personal data', lead: 'What the office keeps of a person who asks or wants it erased. Each look is logged.',
  notYours: 'Personal data are for the data protection officer and administrators', notYoursLead: 'Hand the request of a person about their data to the data protection officer.',
  search: 'Name, e-mail, company number, data box or date of birth', go: 'Find', clear: 'Clear the search', found: 'Found', name: 'Name', what: 'Where from', hints: 'Known by',
  kinds: { party: 'register of persons', person: 'employee' }, none: 'There is nobody such', noneLead: 'Try a part of the name, another e-mail, or a date of birth as 1961-03-27.',
  holds: (count: number) => plural('en', count, { one: 'item', other: 'items' }), nothing: 'The office keeps nothing of this person.', alike: 'May be the same person', alikeLead: 'Check it. What you confirm is added.', same: 'It is the same person', added: 'Added to the person',
  why: { ico: 'same company number', 'data-box': 'same data box', email: 'same e-mail', 'born-on': 'same date of birth', 'same-name': 'same name', 'similar-name': 'similar name' },
  purpose: 'Why', basis: 'By what right', retention: 'How long', free: 'nothing holds it', sent: 'What they sent', more: (count: number) => `Show all ${count}`,
  copy: {
    title: 'Copies', ask: 'Make a copy', askTitle: 'A copy of all data', lead: 'A ZIP archive is made: a page to read, the same for a machine, and the files the person sent. It can be taken for seven days.', reason: 'On whose request', reasonHint: 'For example the reference number of the request. No name here.', reasonMissing: 'Say on whose request.',
    back: 'Back', asked: 'The copy is being made.', none: 'No copy yet.', state: { making: 'being made', ready: 'ready', expired: 'gone' }, by: 'Asked by', until: (day: string) => `until ${day}`, download: 'Download', columns: { reason: 'On whose request', state: 'State', asked: 'Asked' },
  },
  erase: {
    title: 'Erasures', propose: 'Propose erasure', proposeTitle: 'Propose erasure', lead: 'Only what nothing holds any more is erased. Somebody else confirms. Once confirmed it cannot be undone, not from a backup either.', reason: 'Reason', reasonMissing: 'Say why.', reasonHint: 'For example the reference number of the request. No name here.',
    what: 'What', goes: 'Will be erased', stays: 'Stays', nothingGoes: 'There is nothing to erase now: the law bids us keep everything we have.', proposed: 'The erasure is proposed and waits to be confirmed.', none: 'No proposal yet.', state: { proposed: 'waits to be confirmed', confirmed: 'erased', withdrawn: 'taken back' },
    by: 'Proposed by', decidedBy: 'Decided by', columns: { reason: 'Reason', state: 'State', proposed: 'Proposed' }, open: 'Proposal of erasure', confirm: 'Erase for good', confirmTitle: 'Erase for good?', confirmLead: (count: number) => `${plural('en', count, { one: 'item', other: 'items' })} will be erased. This cannot be undone.`, confirmed: 'The data are erased.',
    withdraw: 'Take back', withdrawTitle: 'Take the proposal back', withdrawn: 'The proposal is taken back.', four: 'You made the proposal. Somebody else confirms it.', counted: (erased: number, kept: number) => `Erased: ${erased}, kept: ${kept}.`, back: 'Back', who: 'Open the person',
  },
  hold: ({ reason, until, regime }: Hold): string => ({
    'file-open': `the file is not closed${regimeEn(regime)}`, retention: `until 31 Dec ${until}, disposal period${regimeEn(regime)}`, 'disposal-due': `until the disposal procedure${regimeEn(regime)}`, archival: `for good, it goes to the archive${regimeEn(regime)}`,
    'trigger-unknown': `until the disposal period begins${regimeEn(regime)}`, 'no-class': 'the file has no class', documents: until === null ? 'as long as we keep its document' : `as long as we keep its document, at least until 31 Dec ${until}`, waiting: 'waits to be registered', employed: 'while employed',
    'account-period': `period of accounts, until ${until}`, 'official-record': 'who did it is a part of the record', 'sealed-log': 'sealed daily rendition of the log',
  })[reason],
  sensitive: {
    mark: 'Mark as sensitive', title: 'Sensitive document', lead: 'Who reads or takes it is logged, tries without the right as well.', unmark: 'Take the mark off', reason: 'Reason', reasonHint: 'For example: data about health.', reasonMissing: 'Say why.', done: 'The mark is saved.', back: 'Back', save: 'Save',
    from: { document: 'the document is marked', file: 'the whole file is sensitive', class: 'the class is sensitive' }, tag: 'Sensitive', who: 'Who has looked', nobody: 'Nobody yet.', way: { read: 'read it', taken: 'took it', denied: 'tried without the right' },
  },
} satisfies typeof cs

export const privacyTexts = { cs, en }
