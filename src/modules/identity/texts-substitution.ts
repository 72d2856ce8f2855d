import type { Texts } from '../../platform/i18n/index.ts'
import type { KeyRefusal } from '../audit/index.ts'
import type { ArrangeRefusal, EndRefusal } from './service-substitution.ts'

const cs = {
  'own-substitute': 'Nikdo nemůže zastupovat sám sebe. Vyberte někoho jiného.',
  'starts-in-past': 'Zastoupení nejde založit zpětně. Zvolte první den ode dneška.',
  'ends-before-start': 'Poslední den je dřív než první. Opravte dny.',
  'nothing-entrusted': 'Vyberte aspoň jeden druh práce, který zástupce převezme.',
  'already-arranged': 'Tento zástupce už je na část těch dnů sjednán. Nejdřív ukončete dosavadní zastoupení.',
  'circle-of-substitutes': 'V některý z těch dnů by se zástupci zastupovali v kruhu, takže by práci nikdo neudělal. Vyberte jiného zástupce nebo jiné dny.',
  'not-allowed': 'Zastoupení sjednává ten, kdo bude pryč, jeho vedoucí, nebo správce.',
  'person-unknown': 'Ten, kdo má být zastoupen, v úřadu není.',
  'substitute-unknown': 'Takový zástupce v úřadu není.',
  'appoints-themself': 'Správce nemůže sám sebe určit zástupcem někoho jiného. Ať to udělá ten, kdo bude pryč, nebo jeho vedoucí.',
  'not-found': 'Takové zastoupení tu není.',
  'already-ended': 'Zastoupení už skončilo.',
  'key-reused': 'Tento požadavek už byl použit k něčemu jinému. Načtěte stránku znovu.',
} satisfies Record<ArrangeRefusal | EndRefusal | KeyRefusal, string>

const en: typeof cs = {
  'own-substitute': 'Nobody can stand in for themself. Choose somebody else.',
  'starts-in-past': 'A substitution cannot begin in the past. Choose today or later.',
  'ends-before-start': 'The last day comes before the first. Correct the days.',
  'nothing-entrusted': 'Choose at least one kind of work for the substitute to take.',
  'already-arranged': 'This substitute is already arranged for some of those days. End that substitution first.',
  'circle-of-substitutes': 'On one of those days the substitutes would stand in for each other in a circle and nobody would do the work. Choose another substitute or other days.',
  'not-allowed': 'A substitution is arranged by whoever will be away, by their head, or by an administrator.',
  'person-unknown': 'The person to be substituted is not in the office.',
  'substitute-unknown': 'There is no such substitute in the office.',
  'appoints-themself': 'An administrator cannot appoint themself to stand in for another. Let whoever will be away or their head do it.',
  'not-found': 'There is no such substitution.',
  'already-ended': 'The substitution has already ended.',
  'key-reused': 'This request was already used for something else. Load the page again.',
}

export const substitutionTexts: Texts<typeof cs> = { cs, en }
