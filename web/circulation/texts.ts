import type { Forms } from '../kit/index.ts'
import type { Box, ItemKind, Outcome, StatementOutcome } from './item.ts'

const cs = {
  title: 'Moje práce',
  lead: { mine: 'Co čeká přímo na vás.', unit: 'Co čeká na někoho z vašeho útvaru. Převzít to může kdokoli z vás.', asked: 'O co jste požádali druhé a jak je to daleko.' } satisfies Record<Box, string>,
  boxes: { mine: 'Moje', unit: 'Můj odbor', asked: 'Čeká na jiné' } satisfies Record<Box, string>,
  boxesLabel: 'Schránky',
  columns: { subject: 'Věc', number: 'Číslo jednací', task: 'Úkol', to: 'Koho žádáte', due: 'Lhůta', state: 'Stav' },
  kinds: {
    handle: 'k vyřízení', comment: 'k vyjádření', approve: 'ke schválení', sign: 'k podpisu', seal: 'k pečeti', note: 'na vědomí', correct: 'k opravě', check: 'ke kontrole',
    dispatch: 'k vypravení',
  } satisfies Record<ItemKind, string>,
  outcomes: {
    'agree': 'souhlas', 'agree-with-reservation': 'souhlas s výhradou', 'disagree': 'nesouhlas', 'approved': 'schváleno', 'returned': 'vráceno', 'seen': 'vzato na vědomí',
    'completed': 'provedeno', 'signed': 'podepsáno', 'sealed': 'opatřeno pečetí', 'silent': 'souhlas mlčením',
  } satisfies Record<Outcome, string>,
  states: { open: 'čeká', done: 'hotovo', returned: 'vráceno', withdrawn: 'odvoláno', skipped: 'přeskočeno' },
  taken: (name: string) => `převzetí: ${name}`,
  stale: 'znění se změnilo',
  inPlaceOf: (name: string) => `v z. ${name}`,
  standingIn: (name: string) => `Zastupujete: ${name}`,
  theOffice: 'systém',
  empty: {
    mine: { title: 'Nic na vás nečeká', lead: 'Podívejte se, co čeká na váš odbor, a něco si převezměte.', action: 'Můj odbor' },
    unit: { title: 'Na váš odbor nic nečeká', lead: 'Až podatelna nebo jiný odbor něco předá, najdete to tady.', action: 'Všechny dokumenty' },
    asked: { title: 'Na nikoho nečekáte', lead: 'O vyjádření nebo schválení požádáte na stránce dokumentu; tady pak uvidíte, kdo už odpověděl.', action: 'Všechny dokumenty' },
    registry: 'Přejít do podatelny',
  },
  shownAll: 'To je všechno.',
  keys: { next: 'další položka', previous: 'předchozí položka', open: 'otevřít dokument', boxes: 'přepnout schránku' },

  panel: 'Oběh',
  turn: 'Na řadě jste vy',
  unitTurn: 'Čeká na váš útvar',
  asks: (who: string) => `Žádá ${who}`,
  nothingYet: 'Zatím nikdo nebyl o nic požádán.',
  youHandle: 'Spis vyřizujete vy. Vyžádejte si vyjádření, napište odpověď, nebo dokument vyřiďte.',
  takeOverLead: 'Spis si zatím nikdo z útvaru nepřevzal.',
  takeOver: 'Převzít', takenOver: 'Spis jste převzali.',
  take: 'Vzít si to na sebe', took: 'Vyjádření je teď na vás.',
  statement: {
    label: 'Vaše stanovisko', text: 'Odůvodnění', textHint: 'U souhlasu nepovinné.', send: 'Odeslat vyjádření', sent: 'Vyjádření je odesláno.',
    choose: 'Vyberte stanovisko.', why: 'Napište důvod: bez něj by se výhrada nebo nesouhlas nedaly vypořádat.',
    left: 'Tohle už nebylo odesláno', leftLead: 'Položku mezitím uzavřel někdo jiný. Váš text zůstal tady, můžete si ho zkopírovat.', discard: 'Zahodit text',
  },
  statementChoices: { 'agree': 'Souhlas', 'agree-with-reservation': 'Souhlas s výhradou', 'disagree': 'Nesouhlas' } satisfies Record<StatementOutcome, string>,
  approval: {
    bound: (number: number, when: string) => `Schválení platí právě pro znění č. ${number} (${when}). Jakákoli pozdější změna textu ho zruší.`,
    changed: 'Znění se od žádosti změnilo, takže schválit ho už nejde. Autor předloží nové.',
    unseen: 'Autor mezitím uložil nové znění. Přečtěte si ho, než rozhodnete.',
    approve: 'Schválit', approved: 'Znění je schváleno.', return: 'Vrátit s důvodem', returned: 'Vráceno autorovi.', reason: 'Co je třeba změnit', give: 'Vrátit',
  },
  note: { see: 'Vzít na vědomí', seen: 'Vzato na vědomí.' },
  do: { assign: 'Předat', statements: 'Vyžádat vyjádření', approval: 'Předložit ke schválení', label: 'Co s dokumentem dál' },
  ask: {
    to: 'Komu', toPlaceholder: 'Začněte psát útvar nebo jméno', toMissing: 'Vyberte člověka nebo útvar.', manyHint: 'Můžete vybrat více útvarů i lidí, požádáni budou najednou.',
    instruction: 'Pokyn', instructionHint: 'Nepovinné.', question: 'Na co se ptáte', questionMissing: 'Napište, k čemu se mají vyjádřit.', dueOn: 'Do kdy', dueHint: 'Nepovinné.',
    approver: 'Kdo schvaluje', approverMissing: 'Vyberte, kdo má schválit.', boundTo: (number: number) => `Předkládá se znění č. ${number}. Když ho změníte, bude třeba požádat znovu.`,
    assign: 'Předat', assigned: 'Spis je předán.', statements: 'Odeslat žádost', statementsSent: 'O vyjádření je požádáno.', approval: 'Předložit', approvalSent: 'Předloženo ke schválení.',
    cancel: 'Zavřít',
  },
  course: {
    label: 'Průběh oběhu', older: (count: number) => `Zobrazit starší (${count})`,
    handling: (who: string) => `Vyřizuje ${who}`, handed: (who: string) => `Předáno: ${who}`,
    statements: (done: number, of: number) => `Vyjádření: ${done} z ${of}`, statementsOff: 'Vyjádření: odvoláno',
    waitsApproval: (who: string) => `Čeká na schválení: ${who}`, approved: 'Schváleno', returned: 'Vráceno k přepracování',
    withdrawnApproval: 'Žádost o schválení odvolána', wording: (number: number) => `znění č. ${number}`,
    note: (who: string) => `Na vědomí: ${who}`,
    withdraw: 'Odvolat', withdrawReason: 'Proč žádost odvoláváte', withdrawn: 'Žádost je odvolána.', withdrawGive: 'Odvolat žádost', reasonMissing: 'Napište důvod.',
  },
}

const en = {
  title: 'My work',
  lead: { mine: 'What waits for you.', unit: 'What waits for somebody of your unit. Any of you may take it over.', asked: 'What you asked of others and how far it is.' },
  boxes: { mine: 'Mine', unit: 'My unit', asked: 'Waiting for others' },
  boxesLabel: 'Boxes',
  columns: { subject: 'Subject', number: 'Reference number', task: 'Task', to: 'Asked of', due: 'Due', state: 'State' },
  kinds: {
    handle: 'to handle', comment: 'for a statement', approve: 'for approval', sign: 'to sign', seal: 'to seal', note: 'for information', correct: 'to correct', check: 'to check',
    dispatch: 'to send out',
  },
  outcomes: {
    'agree': 'agrees', 'agree-with-reservation': 'agrees with a reservation', 'disagree': 'disagrees', 'approved': 'approved', 'returned': 'returned', 'seen': 'noted', 'completed': 'done',
    'signed': 'signed', 'sealed': 'sealed', 'silent': 'consent by silence',
  },
  states: { open: 'waiting', done: 'done', returned: 'returned', withdrawn: 'withdrawn', skipped: 'skipped' },
  taken: (name: string) => `taken by ${name}`,
  stale: 'wording changed',
  inPlaceOf: (name: string) => `for ${name}`,
  standingIn: (name: string) => `You stand in for ${name}`,
  theOffice: 'system',
  empty: {
    mine: { title: 'Nothing waits for you', lead: 'See what waits for your unit and take something over.', action: 'My unit' },
    unit: { title: 'Nothing waits for your unit', lead: 'When the registry or another unit hands something over, you will find it here.', action: 'All documents' },
    asked: { title: 'You wait for nobody', lead: 'Ask for a statement or an approval on the page of a document; here you will see who has answered.', action: 'All documents' },
    registry: 'Go to the registry',
  },
  shownAll: 'That is all.',
  keys: { next: 'next item', previous: 'previous item', open: 'open the document', boxes: 'switch the box' },

  panel: 'Circulation',
  turn: 'It is your turn',
  unitTurn: 'Waits for your unit',
  asks: (who: string) => `Asked by ${who}`,
  nothingYet: 'Nobody has been asked for anything yet.',
  youHandle: 'You handle the file. Ask for statements, write an answer, or settle the document.',
  takeOverLead: 'Nobody of the unit has taken the file over yet.',
  takeOver: 'Take over', takenOver: 'You have taken the file over.',
  take: 'Take it upon me', took: 'The statement is yours now.',
  statement: {
    label: 'Your position', text: 'Reasons', textHint: 'Not needed when you agree.', send: 'Send the statement', sent: 'The statement has been sent.',
    choose: 'Choose a position.', why: 'Give the reason: without it a reservation or disagreement could not be settled.',
    left: 'This was not sent', leftLead: 'Somebody else has closed the item meanwhile. Your text is still here, you can copy it.', discard: 'Discard the text',
  },
  statementChoices: { 'agree': 'Agree', 'agree-with-reservation': 'Agree with a reservation', 'disagree': 'Disagree' },
  approval: {
    bound: (number: number, when: string) => `The approval holds for wording no. ${number} (${when}) and no other. Any later change of the text cancels it.`,
    changed: 'The wording has changed since the request, so it can no longer be approved. The author will submit the new one.',
    unseen: 'The author has saved a new wording meanwhile. Read it before you decide.',
    approve: 'Approve', approved: 'The wording is approved.', return: 'Return with a reason', returned: 'Returned to the author.', reason: 'What has to change', give: 'Return',
  },
  note: { see: 'Take note', seen: 'Noted.' },
  do: { assign: 'Hand over', statements: 'Ask for statements', approval: 'Submit for approval', label: 'What next' },
  ask: {
    to: 'To', toPlaceholder: 'Start typing a unit or a name', toMissing: 'Choose a person or a unit.', manyHint: 'Choose several units and people; they are asked at once.',
    instruction: 'Instruction', instructionHint: 'Optional.', question: 'Your question', questionMissing: 'Write what they should comment on.', dueOn: 'By', dueHint: 'Optional.',
    approver: 'Approver', approverMissing: 'Choose who shall approve.', boundTo: (number: number) => `Wording no. ${number} is submitted. If you change it, you will have to ask again.`,
    assign: 'Hand over', assigned: 'The file has been handed over.', statements: 'Send the request', statementsSent: 'The statements have been asked for.', approval: 'Submit', approvalSent: 'Submitted for approval.',
    cancel: 'Close',
  },
  course: {
    label: 'Course of circulation', older: (count: number) => `Show older (${count})`,
    handling: (who: string) => `Handled by ${who}`, handed: (who: string) => `Handed over: ${who}`,
    statements: (done: number, of: number) => `Statements: ${done} of ${of}`, statementsOff: 'Statements: withdrawn',
    waitsApproval: (who: string) => `Waits for approval: ${who}`, approved: 'Approved', returned: 'Returned for rework',
    withdrawnApproval: 'Request for approval withdrawn', wording: (number: number) => `wording no. ${number}`,
    note: (who: string) => `For information: ${who}`,
    withdraw: 'Withdraw', withdrawReason: 'Why you withdraw the request', withdrawn: 'The request has been withdrawn.', withdrawGive: 'Withdraw the request', reasonMissing: 'Give a reason.',
  },
} satisfies typeof cs

export const circulationTexts = { cs, en }

export const itemForms: Record<'cs' | 'en', Forms> = {
  cs: { one: 'položka', few: 'položky', other: 'položek' },
  en: { one: 'item', other: 'items' },
}
