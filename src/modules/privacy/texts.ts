import type { Texts } from '../../platform/i18n/index.ts'
import type { KeyRefusal } from '../audit/index.ts'
import type { DecideRefusal, ProposeRefusal } from './service-erasure.ts'

export type PrivacyRefusal = ProposeRefusal | DecideRefusal | 'not-ready' | KeyRefusal

const cs = {
  'not-found': 'Nic takového tu není.',
  'reason-missing': 'Uveďte důvod.',
  'nothing-to-erase': 'Není co vymazat: vše, co o osobě vedeme, nám zákon ukládá uchovat.',
  'changed-meanwhile': 'Mezitím se změnilo, co by se vymazalo. Projděte si nový přehled a rozhodněte znovu.',
  'already-proposed': 'Výmaz údajů této osoby už někdo navrhl a čeká na potvrzení.',
  'four-eyes': 'Výmaz potvrzuje někdo jiný než ten, kdo ho navrhl.',
  'already-decided': 'O návrhu už bylo rozhodnuto.',
  'not-ready': 'Výpis ještě není hotový, nebo už uplynula doba, po kterou ho uchováváme. Vyžádejte si nový.',
  'key-reused': 'Tento požadavek už byl použit k něčemu jinému. Načtěte stránku znovu.',
} satisfies Record<PrivacyRefusal, string>
const en: typeof cs = {
  'not-found': 'There is no such thing.',
  'reason-missing': 'Say why.',
  'nothing-to-erase': 'There is nothing to erase: the law bids us keep everything we have of the person.',
  'changed-meanwhile': 'What would be erased has changed meanwhile. Go through the new list and decide again.',
  'already-proposed': 'Somebody has already proposed to erase this person; it waits to be confirmed.',
  'four-eyes': 'An erasure is confirmed by somebody else than who proposed it.',
  'already-decided': 'The proposal has been decided.',
  'not-ready': 'The copy is not made yet, or the time we keep it for is over. Ask for a new one.',
  'key-reused': 'This request was already used for something else. Load the page again.',
}
export const texts: Texts<typeof cs> = { cs, en }
