import type { SubstitutableKind } from './substitution.ts'

const cs = {
  title: 'Zastupování',
  lead: 'Kdo za koho pracuje, když není v úřadu. Zástupce jedná vlastním jménem „v z.“ a v protokolu zůstanou oba.',
  youStand: (names: string) => `Dnes zastupujete: ${names}`,
  youStandLead: 'Jejich práce je ve vašem seznamu Moje práce, označená „v z.“.',
  list: 'Zastoupení, která platí nebo jsou naplánovaná',
  none: 'Nikdo není zastoupen', noneLead: 'Až se někdo z úřadu nechá zastoupit, uvidíte to tady.',
  columns: { person: 'Nepřítomen', substitute: 'Zastupuje', days: 'Dny', scope: 'Rozsah', end: 'Ukončit' },
  running: 'platí', planned: 'naplánováno',
  everything: 'veškerá práce', signsToo: 'smí i podepisovat',
  kinds: {
    handle: 'vyřizování spisů', comment: 'vyjádření', approve: 'schvalování', note: 'na vědomí', correct: 'opravy', check: 'kontrola', dispatch: 'vypravení',
  } satisfies Record<SubstitutableKind, string>,
  end: 'Ukončit', endTitle: 'Ukončit zastoupení', ended: 'Zastoupení skončilo.',
  endLead: (substitute: string, person: string) => `${substitute} ihned ztratí přístup k práci a dokumentům, které vidí jen jako zástupce (${person}).`,
  form: {
    title: 'Nebudu v úřadu', titleAny: 'Sjednat zastoupení',
    person: 'Kdo bude pryč', from: 'Od', to: 'Do (včetně)', substitute: 'Zastoupí mě', substituteOther: 'Zastoupí', placeholder: 'Začněte psát jméno',
    scope: 'Co zástupce převezme', sign: 'Smí i podepisovat a pečetit', signHint: 'Vždy vlastním podpisem, nikdy cizím.',
    basis: 'Na základě čeho', basisHint: 'Například článek organizačního řádu nebo pověření.', basisDefault: 'Určeno pro dobu nepřítomnosti',
    send: 'Sjednat zastoupení', done: 'Zastoupení je sjednáno.',
    missing: {
      person: 'Vyberte, kdo bude pryč.', substitute: 'Vyberte zástupce.', day: 'Vyplňte den.', order: 'Poslední den je dřív než první.',
      kinds: 'Vyberte aspoň jeden druh práce.', basis: 'Napište, na čem zastoupení spočívá.',
    },
  },
}

const en = {
  title: 'Substitution',
  lead: 'Who works for whom during an absence. A substitute acts in their own name and the log keeps both.',
  youStand: (names: string) => `Today you stand in for: ${names}`,
  youStandLead: 'Their work is in your list My work, marked with their name.',
  list: 'Substitutions that run or are planned',
  none: 'Nobody is substituted', noneLead: 'When somebody of the office arranges a substitute, you will see it here.',
  columns: { person: 'Absent', substitute: 'Substitute', days: 'Days', scope: 'Scope', end: 'End' },
  running: 'running', planned: 'planned',
  everything: 'all work', signsToo: 'may sign too',
  kinds: {
    handle: 'handling of files', comment: 'statements', approve: 'approvals', note: 'notices', correct: 'corrections', check: 'checks', dispatch: 'dispatch',
  },
  end: 'End', endTitle: 'End the substitution', ended: 'The substitution has ended.',
  endLead: (substitute: string, person: string) => `${substitute} loses at once the work and documents seen only as the substitute (${person}).`,
  form: {
    title: 'I will be away', titleAny: 'Arrange a substitution',
    person: 'Who will be away', from: 'From', to: 'To (included)', substitute: 'My substitute', substituteOther: 'Substitute', placeholder: 'Start typing a name',
    scope: 'What the substitute takes', sign: 'May sign and seal too', signHint: 'Always with their own signature, never with another’s.',
    basis: 'On what basis', basisHint: 'For instance an article of the organisation rules or an authorisation.', basisDefault: 'Appointed for the time of absence',
    send: 'Arrange the substitution', done: 'The substitution is arranged.',
    missing: {
      person: 'Choose who will be away.', substitute: 'Choose a substitute.', day: 'Fill in the day.', order: 'The last day comes before the first.',
      kinds: 'Choose at least one kind of work.', basis: 'Write what the substitution rests on.',
    },
  },
} satisfies typeof cs

export const substitutionTexts = { cs, en }
