import type { Forms } from '../kit/index.ts'
import type { ShownState } from './queries.ts'

const cs = {
  title: 'Podatelna', lead: 'Co přišlo a čeká na zaevidování. Nic se neztratí: originál je uložen dřív, než se s ním cokoli stane.',
  drop: { label: 'Přijmout soubory', hint: 'E-maily (.eml), PDF a další soubory, i více najednou, nejvýš 50 MB každý.', waiting: 'čeká', sending: (percent: number) => `odesílá se, ${percent} %`, received: 'přijato', failed: 'nepřijato', again: 'Odeslat znovu', clear: 'Skrýt přijaté', list: 'Odesílané soubory', open: 'Otevřít' },
  tabs: { waiting: 'Čeká', quarantined: 'Karanténa', registered: 'Zaevidováno', refused: 'Odmítnuto' } satisfies Record<ShownState, string>,
  tabsLabel: 'Stav podání',
  columns: { subject: 'Věc', sender: 'Od koho', received: 'Přišlo', parts: 'Přílohy', note: 'Poznámka', number: 'Číslo jednací' },
  formats: { eml: 'e-mail', pdf: 'PDF' } as Readonly<Record<string, string>>,
  duplicate: 'možná duplicita', warned: 'zkontrolovat',
  empty: {
    waiting: { title: 'Všechno je zaevidováno', lead: 'Až něco přijde, objeví se to tady samo.' },
    quarantined: { title: 'V karanténě nic není', lead: 'Sem se odkládá, co se nepodařilo bezpečně přečíst.' },
    registered: { title: 'Zatím nic zaevidovaného', lead: '' }, refused: { title: 'Nic nebylo odmítnuto', lead: '' },
  } satisfies Record<ShownState, { title: string, lead: string }>,
  keys: { next: 'další podání', previous: 'předchozí podání', open: 'otevřít' },
  item: {
    title: 'Podání', noSubject: 'Bez předmětu', received: 'Přišlo', sent: 'Odesláno', sender: 'Odesílatel', unknownSender: 'neuveden', file: 'Soubor', pages: 'Stran', text: 'Text', noText: 'Podání nemá žádný text, který by šlo zobrazit.', cut: 'Zobrazuje se začátek textu.',
    parts: 'Přílohy', noParts: 'Bez příloh.', warnings: 'Na co si dát pozor', reading: 'Podání se právě čte…', what: 'Co přišlo',
    duplicate: 'Tohle už tu nejspíš jednou je', duplicateLead: 'Stejné podání je zaevidováno pod číslem', left: (count: string) => `Čeká ještě ${count}.`, last: 'Tohle je poslední čekající podání.',
    quarantine: 'Podání je v karanténě', quarantineLead: 'Zaevidovat ho nejde. Odmítněte ho s důvodem, který bude možné sdělit odesílateli.',
    registered: 'Podání je zaevidováno pod číslem', refused: 'Podání bylo odmítnuto',
  },
  form: {
    title: 'Zaevidovat', subject: 'Věc', subjectMissing: 'Napište, čeho se podání týká.', unit: 'Útvar', unitHint: 'Komu podání patří. Předá se mu hned.', unitMissing: 'Vyberte útvar.', more: 'Upřesnit odesílatele',
    senderName: 'Jméno nebo název', senderEmail: 'E-mail', senderReference: 'Jeho číslo jednací', emailWrong: 'E-mail nemá správný tvar.', register: 'Zaevidovat', done: (number: string) => `Zaevidováno: ${number}`,
    keysHint: 'Enter zaeviduje a otevře další podání.',
  },
  refuse: { open: 'Odmítnout', title: 'Odmítnout podání', lead: 'Originál zůstane uložen i s důvodem.', reason: 'Důvod', hint: 'Tak, jak ho bude možné sdělit odesílateli.', missing: 'Napište důvod.', give: 'Odmítnout', cancel: 'Zpět', done: 'Podání je odmítnuto.' },
}

const en = {
  title: 'Registry', lead: 'What has come and waits to be registered. Nothing is lost: the original is stored before anything happens to it.',
  drop: { label: 'Take in files', hint: 'E-mails (.eml), PDF and other files, several at once, at most 50 MB each.', waiting: 'waiting', sending: (percent: number) => `sending, ${percent}%`, received: 'received', failed: 'not received', again: 'Send again', clear: 'Hide the received', list: 'Files on their way', open: 'Open' },
  tabs: { waiting: 'Waiting', quarantined: 'Quarantine', registered: 'Registered', refused: 'Refused' },
  tabsLabel: 'State of submissions',
  columns: { subject: 'Subject', sender: 'From', received: 'Came', parts: 'Attachments', note: 'Note', number: 'Reference number' },
  formats: { eml: 'e-mail', pdf: 'PDF' },
  duplicate: 'maybe a duplicate', warned: 'to be checked',
  empty: {
    waiting: { title: 'Everything is registered', lead: 'When something comes, it will appear here by itself.' },
    quarantined: { title: 'Nothing is in quarantine', lead: 'What could not be read safely is put aside here.' },
    registered: { title: 'Nothing registered yet', lead: '' }, refused: { title: 'Nothing has been refused', lead: '' },
  },
  keys: { next: 'next submission', previous: 'previous submission', open: 'open' },
  item: {
    title: 'Submission', noSubject: 'No subject', received: 'Came', sent: 'Sent', sender: 'Sender', unknownSender: 'not named', file: 'File', pages: 'Pages', text: 'Text', noText: 'The submission has no text that could be shown.', cut: 'The beginning of the text is shown.',
    parts: 'Attachments', noParts: 'No attachments.', warnings: 'Watch out', reading: 'The submission is being read…', what: 'What has come',
    duplicate: 'This is probably here already', duplicateLead: 'The same submission is registered under', left: (count: string) => `${count} more waiting.`, last: 'This is the last one waiting.',
    quarantine: 'The submission is in quarantine', quarantineLead: 'It cannot be registered. Refuse it with a reason that can be told to the sender.',
    registered: 'The submission is registered under', refused: 'The submission was refused',
  },
  form: {
    title: 'Register', subject: 'Subject', subjectMissing: 'Write what the submission is about.', unit: 'Unit', unitHint: 'Whom it belongs to. It is handed over at once.', unitMissing: 'Choose a unit.', more: 'More about the sender',
    senderName: 'Name', senderEmail: 'E-mail', senderReference: 'Their reference number', emailWrong: 'This is not an e-mail address.', register: 'Register', done: (number: string) => `Registered: ${number}`,
    keysHint: 'Enter registers and opens the next submission.',
  },
  refuse: { open: 'Refuse', title: 'Refuse the submission', lead: 'The original stays stored with the reason.', reason: 'Reason', hint: 'As it can be told to the sender.', missing: 'Give a reason.', give: 'Refuse', cancel: 'Back', done: 'The submission is refused.' },
} satisfies typeof cs

export const intakeTexts = { cs, en }

export const submissionForms: Record<'cs' | 'en', Forms> = {
  cs: { one: 'podání', few: 'podání', other: 'podání' },
  en: { one: 'submission', other: 'submissions' },
}
export const partForms: Record<'cs' | 'en', Forms> = {
  cs: { one: 'příloha', few: 'přílohy', other: 'příloh' },
  en: { one: 'attachment', other: 'attachments' },
}
