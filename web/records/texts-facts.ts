const cs = {
  edit: 'Opravit údaje', lead: 'Původní údaje zůstanou v historii dokumentu.', subject: 'Věc', subjectMissing: 'Napište, čeho se dokument týká.', partyHint: 'Hledejte v jmenném rejstříku podle jména nebo e-mailu.',
  save: 'Uložit', back: 'Zpět', saved: 'Údaje jsou opraveny.', changeDue: 'Změnit lhůtu', due: 'Vyřídit do', dueHint: 'Prázdné znamená bez lhůty.', dueSaved: 'Lhůta je změněna.',
}
const en = {
  edit: 'Correct the facts', lead: 'The former facts stay in the history of the document.', subject: 'Subject', subjectMissing: 'Write what the document is about.', partyHint: 'Search the register of persons by name or e-mail.',
  save: 'Save', back: 'Back', saved: 'The facts are corrected.', changeDue: 'Change the time limit', due: 'Settle by', dueHint: 'Empty means no time limit.', dueSaved: 'The time limit is changed.',
} satisfies typeof cs

export const factsTexts = { cs, en }
