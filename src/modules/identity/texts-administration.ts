import type { Texts } from '../../platform/i18n/index.ts'
import type { KeyRefusal } from '../audit/index.ts'
import type { UnitRefusal } from './model-administration.ts'
import type { HandOverRefusal } from './service-administration.ts'
import type { ImportRefusal } from './service-import.ts'
import type { ChangeRefusal, LeaveRefusal, MoveRefusal, PlanRefusal } from './service-person.ts'

export type AdministrationRefusal =
  | UnitRefusal | PlanRefusal | ChangeRefusal | MoveRefusal | LeaveRefusal | HandOverRefusal | ImportRefusal | KeyRefusal | 'not-allowed' | 'not-found'

const cs = {
  'not-allowed': 'Úřad spravuje jen správce.',
  'not-found': 'Takový člověk nebo útvar tu není.',
  'key-reused': 'Tento požadavek už byl proveden nebo použit k něčemu jinému. Načtěte stránku znovu.',
  'code-taken': 'Zkratka už patří jinému útvaru, třeba zrušenému. Čísla spisů by se pletla, zvolte jinou.',
  'unit-unknown': 'Takový útvar v úřadu není.',
  'below-itself': 'Útvar nemůže být podřízen sám sobě ani útvaru, který je pod ním.',
  'has-people': 'V útvaru jsou ještě lidé. Nejdřív je přeřaďte jinam.',
  'has-units': 'Pod útvarem jsou další útvary. Nejdřív je zrušte nebo přesuňte.',
  'has-work': 'Útvar má nevyřízené spisy nebo úkoly. Nejdřív je předejte jinému útvaru.',
  'email-taken': 'Tento e-mail už v úřadu někdo má nebo měl.',
  'last-admin': 'Úřad by zůstal bez správce. Nejdřív určete jiného.',
  'work-left': 'Na tohoto člověka čeká práce. Vyberte, kdo ji převezme.',
  'successor-unknown': 'Ten, kdo má práci převzít, v úřadu není.',
  'successor-must-be-person': 'Mezi prací jsou úkoly určené člověku (například schválení). Vyberte člověka, ne útvar.',
  'table-empty': 'V tabulce není kromě záhlaví žádný řádek.',
  'table-too-many-rows': 'Tabulka má víc než 2000 řádků. Rozdělte ji.',
  'table-heading-unknown': 'V prvním řádku chybí záhlaví. Potřebné sloupce: jméno, příjmení, e-mail, útvar; může být i funkce a role.',
  'table-quote-open': 'Některá uvozovka v tabulce není ukončená.',
  'rows-wrong': 'Některé řádky nejdou převzít, proto nebyl přidán nikdo. Opravte je a nahrajte tabulku znovu.',
} satisfies Record<AdministrationRefusal, string>

const en: typeof cs = {
  'not-allowed': 'Only an administrator may administer the office.',
  'not-found': 'There is no such person or unit.',
  'key-reused': 'This request has been done or was used for something else. Load the page again.',
  'code-taken': 'The code belongs to another unit, perhaps one that was ended. Numbers of files would be confused; choose another.',
  'unit-unknown': 'There is no such unit in the office.',
  'below-itself': 'A unit cannot stand under itself or under a unit below it.',
  'has-people': 'There are still people in the unit. Move them elsewhere first.',
  'has-units': 'There are units below it. End or move them first.',
  'has-work': 'The unit has unsettled files or tasks. Hand them over to another unit first.',
  'email-taken': 'Somebody in the office has or had this e-mail.',
  'last-admin': 'The office would be left without an administrator. Appoint another first.',
  'work-left': 'Work waits for this person. Choose who takes it.',
  'successor-unknown': 'Whoever is to take the work is not in the office.',
  'successor-must-be-person': 'Some of the work was asked of a person (an approval, for instance). Choose a person, not a unit.',
  'table-empty': 'The table has no row but the heading.',
  'table-too-many-rows': 'The table has more than 2000 rows. Divide it.',
  'table-heading-unknown': 'The first row is no heading. Needed columns: name, family name, e-mail, unit; there may be post and role.',
  'table-quote-open': 'A quotation mark in the table is never closed.',
  'rows-wrong': 'Some rows cannot be taken, so nobody was added. Correct them and upload the table again.',
}

export const administrationTexts: Texts<typeof cs> = { cs, en }
