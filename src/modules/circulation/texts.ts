import type { Texts } from '../../platform/i18n/index.ts'
import type { KeyRefusal } from '../audit/index.ts'
import type { DeviationRefusal } from './model-deviation.ts'
import type { ApprovalRefusal, AskApprovalRefusal } from './service-approval.ts'
import type { AssignRefusal, TakeRefusal } from './service-assign.ts'
import type { ReturnRefusal } from './service-return.ts'
import type { StatementRefusal, StatementsRefusal } from './service-statement.ts'

export type CirculationRefusal =
  | AssignRefusal | TakeRefusal | StatementsRefusal | StatementRefusal | AskApprovalRefusal | ApprovalRefusal | ReturnRefusal | DeviationRefusal
  | KeyRefusal

const cs = {
  'not-found': 'Taková položka nebo dokument neexistuje, nebo k nim nemáte přístup.',
  'not-allowed': 'Spis má v držení někdo jiný.',
  'not-yours': 'O tento úkon byl požádán někdo jiný.',
  'wrong-kind': 'Tahle položka žádá o něco jiného.',
  'already-done': 'Položka už je vyřízena.',
  'already-asked': 'O schválení tohoto znění už někdo požádán je.',
  'already-dispatched': 'Dokument už odešel, schvalovat ho nelze.',
  'taken-by-somebody': 'Už to převzal někdo jiný.',
  'reason-missing': 'Uveďte důvod.',
  'content-changed': 'Znění dokumentu se mezitím změnilo. Prohlédněte si nové.',
  'four-eyes': 'Dokument nemůže schválit ten, kdo ho psal.',
  'nothing-to-approve': 'Dokument zatím nemá znění, které by šlo schválit.',
  'file-closed': 'Spis už je vyřízen nebo uzavřen.',
  'addressee-unknown': 'Takový člověk nebo útvar v úřadu není.',
  'due-in-past': 'Termín už uplynul.',
  'delegated-in-circle': 'Tomuto člověku úkol předat nelze: už ho předával dál.',
  'urged-today': 'Dnes už jste tuto položku urgovali. Znovu to půjde zítra.',
  'locked-by-law': 'Tento krok vyžaduje předpis, přeskočit ani odvolat ho nelze.',
  'already-open': 'Tento krok už čeká na vyřízení, podruhé ho otevřít nelze.',
  'route-ended': 'Oběh už skončil.',
  'step-passed': 'Na toto místo oběhu už změnu vložit nebo vrátit nelze.',
  'nothing-stopped': 'Oběh nestojí, není v čem pokračovat.',
  'key-reused': 'Tento požadavek už byl použit k něčemu jinému. Načtěte stránku znovu.',
} satisfies Record<CirculationRefusal, string>

const en: typeof cs = {
  'not-found': 'There is no such item or document, or you have no access to it.',
  'not-allowed': 'Somebody else holds the file.',
  'not-yours': 'Somebody else was asked to do this.',
  'wrong-kind': 'This item asks for something else.',
  'already-done': 'The item has already been settled.',
  'already-asked': 'Somebody has already been asked to approve this wording.',
  'already-dispatched': 'The document has left the office and can no longer be approved.',
  'taken-by-somebody': 'Somebody else has taken it over.',
  'reason-missing': 'Give a reason.',
  'content-changed': 'The wording of the document has changed meanwhile. Read the new one.',
  'four-eyes': 'Nobody may approve a document they wrote.',
  'nothing-to-approve': 'The document has no wording yet that could be approved.',
  'file-closed': 'The file has already been settled or closed.',
  'addressee-unknown': 'There is no such person or unit in the office.',
  'due-in-past': 'That day has already passed.',
  'delegated-in-circle': 'This cannot be passed on to that person: they have passed it on themselves.',
  'urged-today': 'You have already urged this today. Tomorrow you can again.',
  'locked-by-law': 'This step is required by law and can be neither skipped nor taken back.',
  'already-open': 'This step is already waiting and cannot be opened twice.',
  'route-ended': 'The route has ended.',
  'step-passed': 'Nothing can be put or returned to this place of the route.',
  'nothing-stopped': 'The route has not stopped.',
  'key-reused': 'This request was already used for something else. Load the page again.',
}

export const texts: Texts<typeof cs> = { cs, en }
