import type { LifeProblem } from '../../src/modules/validation/index.ts'
import type { Forms, Language } from '../kit/index.ts'
import type { LifeFilter } from './life-queries.ts'

const problemsCs: Record<LifeProblem, string> = {
  'evidence-missing': 'Autorita neodpověděla na dotaz na zneplatnění. Zkusí se to znovu příští noc.', 'no-timestamp': 'Časové razítko nebylo možné získat. Zkusí se to znovu příští noc.',
  'content-changed': 'Dokument se mezitím změnil. Zkusí se to znovu příští noc.', 'not-valid': 'Podpis neplatí, jeho důkaz prodloužit nelze.',
  'not-extendable': 'Tento soubor se doplnit nedá.', 'content-gone': 'Soubor není v úložišti.', 'broken': 'Doplnění se nečekaně nezdařilo. Řekněte to správci.',
}

const cs = {
  nav: 'Životnost podpisů', title: 'Životnost podpisů', lead: 'Kdy přestane být možné prokázat platnost podpisů a pečetí, a co s tím úřad dělá. Vlastní podepsané dokumenty se v noci samy doplňují o důkazy a časová razítka; doručené originály se nemění.',
  notYours: 'Tento přehled je pro správce, kontrolu a vedoucí', notYoursLead: 'O podpisech na svých dokumentech se dozvíte u každého z nich.',
  night: 'Poslední noc', noNight: 'Noční práce ještě neproběhla. Běží denně po jedné hodině ranní.', nightRuns: (when: string) => `Běží od ${when}.`, nightDone: (when: string) => `Skončila ${when}.`,
  extended: 'Doplněno', failed: 'Nepodařilo se', waiting: 'Čeká na doplnění', total: 'Sledovaných obsahů', overdue: 'Už po lhůtě',
  quarters: 'Kdy skončí prokazatelnost', quarter: (year: string, n: string) => `${n}. čtvrtletí ${year}`, own: 'Vlastní', foreign: 'Doručené', noQuarters: 'Žádný podpis o svou prokazatelnost v budoucnu nepřijde, nebo tu zatím žádný není.', period: 'Období',
  list: 'Dokumenty', filters: { all: 'Vše', overdue: 'Po lhůtě', failing: 'Nedaří se', own: 'Vlastní', foreign: 'Doručené' } satisfies Record<LifeFilter, string>,
  columns: { document: 'Dokument', until: 'Prokazatelné do', level: 'Úroveň', state: 'Stav' }, hidden: 'Dokument, který nesmíte vidět',
  states: { kept: (when: string) => `Doplní se ${when}`, watched: 'Jen se sleduje', lost: 'Po lhůtě' }, problems: problemsCs,
  none: 'Tady nic není', noneLead: 'Podpisy se sem zapíší samy, jakmile úřad něco podepíše nebo přijme podepsané.',
}

const problemsEn: Record<LifeProblem, string> = {
  'evidence-missing': 'An authority did not answer about revocation. It is tried again next night.', 'no-timestamp': 'No time stamp could be had. It is tried again next night.',
  'content-changed': 'The document was changed meanwhile. It is tried again next night.', 'not-valid': 'The signature does not hold, so its proof cannot be extended.',
  'not-extendable': 'Nothing can be added to this file.', 'content-gone': 'The file is not in the store.', 'broken': 'It failed unexpectedly. Tell the administrator.',
}

const en: typeof cs = {
  nav: 'Life of signatures', title: 'Life of signatures', lead: 'When signatures and seals will no longer be provable, and what the office does about it. Documents signed here get evidence and time stamps by themselves at night; received originals are never changed.',
  notYours: 'This overview is for administrators, auditors and heads', notYoursLead: 'Each of your documents says how its signatures stand.',
  night: 'Last night', noNight: 'No night’s work has been done yet. It runs daily after one in the morning.', nightRuns: (when) => `Running since ${when}.`, nightDone: (when) => `Ended ${when}.`,
  extended: 'Extended', failed: 'Failed', waiting: 'Waiting', total: 'Contents watched', overdue: 'Overdue',
  quarters: 'When the proof ends', quarter: (year, n) => `Quarter ${n} of ${year}`, own: 'Own', foreign: 'Received', noQuarters: 'No signature will lose its proof, or there is none yet.', period: 'Period',
  list: 'Documents', filters: { all: 'All', overdue: 'Overdue', failing: 'Failing', own: 'Own', foreign: 'Received' },
  columns: { document: 'Document', until: 'Provable until', level: 'Level', state: 'State' }, hidden: 'A document you may not see',
  states: { kept: (when) => `To be extended ${when}`, watched: 'Only watched', lost: 'Overdue' }, problems: problemsEn,
  none: 'Nothing here', noneLead: 'Signatures appear by themselves once the office signs something or receives something signed.',
}

export const lifeTexts = { cs, en }
export const lifeForms: Record<Language, Forms> = { cs: { one: 'obsah', few: 'obsahy', other: 'obsahů' }, en: { one: 'content', few: 'contents', other: 'contents' } }
