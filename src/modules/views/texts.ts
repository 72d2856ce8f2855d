import type { Texts } from '../../platform/i18n/index.ts'
import type { KeyRefusal } from '../audit/index.ts'
import type { ViewRefusal } from './service.ts'

const cs = {
  'not-found': 'Takový pohled není, nebo ho s vámi nikdo nesdílí.',
  'not-allowed': 'Sdílený pohled mění ten, kdo ho uložil, nebo vedoucí útvaru.',
  'name-taken': 'Pohled tohoto jména tu už je. Zvolte jiné.',
  'too-many-views': 'Máte uložených 100 pohledů, víc jich být nemůže. Některý odstraňte.',
  'not-a-member': 'Pohledy si ukládají jen lidé zařazení do útvaru.',
  'key-reused': 'Tento požadavek už byl použit k něčemu jinému. Načtěte stránku znovu.',
} satisfies Record<ViewRefusal | KeyRefusal, string>

const en: typeof cs = {
  'not-found': 'There is no such view, or nobody shares it with you.',
  'not-allowed': 'A shared view is changed by who saved it, or by the head of the unit.',
  'name-taken': 'There is a view of that name already. Choose another.',
  'too-many-views': 'You have 100 saved views, which is the most. Remove one first.',
  'not-a-member': 'Only people who belong to a unit save views.',
  'key-reused': 'This request was already used for something else. Load the page again.',
}

export const texts: Texts<typeof cs> = { cs, en }
