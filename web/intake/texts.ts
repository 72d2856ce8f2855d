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
  keys: { next: 'další podání', previous: 'předchozí podání', openNext: 'otevřít vybrané, jinak první podání', register: 'zaevidovat a otevřít další', leave: 'opustit pole, podruhé zpět na seznam', refuse: 'odmítnout', show: 'ukázat originál nebo přílohu' },
  item: {
    title: 'Podání', noSubject: 'Bez předmětu', received: 'Přišlo', sent: 'Odesláno', sender: 'Odesílatel', unknownSender: 'neuveden', file: 'Soubor', pages: 'Stran', contents: 'Obsah', original: 'Originál', download: 'Stáhnout', declaredName: 'Původní název',
    warnings: 'Na co si dát pozor', reading: 'Podání se právě čte…', what: 'Co přišlo',
    alike: 'Stejné podání už tu čeká', alikeOpen: 'Otevřít to dřívější', duplicate: 'Tohle už tu nejspíš jednou je', duplicateLead: 'Stejné podání je zaevidováno pod číslem', left: (count: string) => `Čeká ještě ${count}.`, last: 'Tohle je poslední čekající podání.',
    quarantine: 'Podání je v karanténě', quarantineLead: 'Zaevidovat ho nejde. Odmítněte ho s důvodem, který bude možné sdělit odesílateli.',
    registered: 'Podání je zaevidováno pod číslem', refused: 'Podání bylo odmítnuto', told: (when: string) => `Odesílatel byl vyrozuměn ${when}.`,
  },
  form: {
    title: 'Zaevidovat', subject: 'Věc', subjectMissing: 'Napište, čeho se podání týká.', unit: 'Útvar', unitHint: 'Komu podání patří. Předá se mu hned.', unitMissing: 'Vyberte útvar.', more: 'Upřesnit odesílatele',
    senderName: 'Jméno nebo název', senderEmail: 'E-mail', senderReference: 'Jeho číslo jednací', emailWrong: 'E-mail nemá správný tvar.', register: 'Zaevidovat', done: (number: string) => `Zaevidováno: ${number}`,
    keysHint: 'zaeviduje a otevře další podání.', unitAsLast: 'Sem šlo poslední podání téhož odesílatele. Ověřte, že to platí i teď.', unitOfFile: 'Dostane to ten, kdo vede spis.',
    known: 'V rejstříku už je:', file: 'Spis', fileHint: 'Pište část spisové značky nebo věci.', fileNew: 'Založí se nový',
  },
  paper: {
    title: 'Zapsat listinné podání', open: 'Listinné podání', lead: 'Co přišlo na papíře. Originál zůstává na papíře, tady vznikne záznam s údaji podacího razítka.',
    way: 'Jak bylo doručeno', inPerson: 'osobně', byPost: 'poštou', address: 'Adresa', sheets: 'Počet listů', annexes: 'Listinných příloh', otherAnnexes: 'Přílohy v jiné než listinné podobě', otherAnnexesHint: 'Počet a druh, např. 1 CD.',
    nameMissing: 'Napište, kdo podání podal.', countWrong: 'Napište celé číslo.', take: 'Přijmout', facts: 'Listinná podoba', factsText: (sheets: number, annexes: number, others: string) => `listů ${sheets}, listinných příloh ${annexes}${others ? `, ${others}` : ''}`,
  },
  stamp: { title: 'Podací razítko', open: 'Vytisknout podací razítko', print: 'Vytisknout', notYet: 'Podání ještě není zaevidováno, razítko nemá číslo.', received: 'Doručeno', uniqueId: 'Jednoznačný identifikátor', number: 'Číslo jednací', sheets: 'Počet listů', annexes: 'Listinných příloh', otherAnnexes: 'Jiné přílohy', code: (number: string) => `QR kód čísla ${number}` },
  refuse: { open: 'Odmítnout', title: 'Odmítnout podání', lead: 'Originál zůstane uložen i s důvodem.', reason: 'Důvod', hint: 'Tak, jak ho bude možné sdělit odesílateli.', missing: 'Napište důvod.', tell: (email: string) => `Sdělit důvod odesílateli na ${email}`, nobodyToTell: 'Adresu odesílatele neznáme, důvod se mu neodešle.', give: 'Odmítnout', cancel: 'Zpět', done: 'Podání je odmítnuto.' },
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
  keys: { next: 'next submission', previous: 'previous submission', openNext: 'open the chosen, else the first submission', register: 'register and open the next', leave: 'leave the field, again back to the list', refuse: 'refuse', show: 'show the original or an attachment' },
  item: {
    title: 'Submission', noSubject: 'No subject', received: 'Came', sent: 'Sent', sender: 'Sender', unknownSender: 'not named', file: 'File', pages: 'Pages', contents: 'Contents', original: 'Original', download: 'Download', declaredName: 'Original name',
    warnings: 'Watch out', reading: 'The submission is being read…', what: 'What has come',
    alike: 'The same submission is already waiting', alikeOpen: 'Open the earlier one', duplicate: 'This is probably here already', duplicateLead: 'The same submission is registered under', left: (count: string) => `${count} more waiting.`, last: 'This is the last one waiting.',
    quarantine: 'The submission is in quarantine', quarantineLead: 'It cannot be registered. Refuse it with a reason that can be told to the sender.',
    registered: 'The submission is registered under', refused: 'The submission was refused', told: (when: string) => `The sender was told on ${when}.`,
  },
  form: {
    title: 'Register', subject: 'Subject', subjectMissing: 'Write what the submission is about.', unit: 'Unit', unitHint: 'Whom it belongs to. It is handed over at once.', unitMissing: 'Choose a unit.', more: 'More about the sender',
    senderName: 'Name', senderEmail: 'E-mail', senderReference: 'Their reference number', emailWrong: 'This is not an e-mail address.', register: 'Register', done: (number: string) => `Registered: ${number}`,
    keysHint: 'registers and opens the next submission.', unitAsLast: 'The last submission of the same sender went here. Check that it still holds.', unitOfFile: 'Whoever keeps the file will get it.',
    known: 'Already in the register:', file: 'File', fileHint: 'Type a piece of its number or subject.', fileNew: 'A new one is opened',
  },
  paper: {
    title: 'Write down a submission on paper', open: 'On paper', lead: 'What came on paper. The original stays on paper; a record with the facts of its stamp is made here.',
    way: 'How it was delivered', inPerson: 'in person', byPost: 'by post', address: 'Address', sheets: 'Sheets', annexes: 'Annexes on paper', otherAnnexes: 'Annexes not on paper', otherAnnexesHint: 'How many and what, e.g. 1 CD.',
    nameMissing: 'Write who handed it in.', countWrong: 'Write a whole number.', take: 'Take in', facts: 'On paper', factsText: (sheets: number, annexes: number, others: string) => `${sheets} sheets, ${annexes} annexes on paper${others ? `, ${others}` : ''}`,
  },
  stamp: { title: 'Stamp of receipt', open: 'Print the stamp of receipt', print: 'Print', notYet: 'The submission is not registered yet, so its stamp has no number.', received: 'Received', uniqueId: 'Unique identifier', number: 'Reference number', sheets: 'Sheets', annexes: 'Annexes on paper', otherAnnexes: 'Other annexes', code: (number: string) => `QR code of the number ${number}` },
  refuse: { open: 'Refuse', title: 'Refuse the submission', lead: 'The original stays stored with the reason.', reason: 'Reason', hint: 'As it can be told to the sender.', missing: 'Give a reason.', tell: (email: string) => `Tell the sender at ${email}`, nobodyToTell: 'The address of the sender is not known, so they will not be told.', give: 'Refuse', cancel: 'Back', done: 'The submission is refused.' },
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
