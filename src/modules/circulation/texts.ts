import type { Texts } from '../../platform/i18n/index.ts'
import type { KeyRefusal } from '../audit/index.ts'
import type { DeviationRefusal } from './model-deviation.ts'
import type { ApprovalRefusal, AskApprovalRefusal } from './service-approval.ts'
import type { AssignRefusal, TakeRefusal } from './service-assign.ts'
import type { BeginRefusal } from './service-begin.ts'
import type { LimitRefusal } from './service-limit.ts'
import type { ReturnRefusal } from './service-return.ts'
import type { StepRefusal } from './service-steps.ts'
import type { ResolveRefusal, TemplateRefusal } from './service-template.ts'
import type { StatementRefusal, StatementsRefusal } from './service-statement.ts'

export type CirculationRefusal =
  | AssignRefusal | TakeRefusal | StatementsRefusal | StatementRefusal | AskApprovalRefusal | ApprovalRefusal | ReturnRefusal | DeviationRefusal
  | KeyRefusal | StepRefusal | BeginRefusal | TemplateRefusal | ResolveRefusal | LimitRefusal

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
  'no-stages': 'Oběh musí mít alespoň jeden krok.',
  'stage-empty': 'Každý krok musí mít alespoň jednoho adresáta.',
  'needed-too-many': 'Krok čeká na více odpovědí, než kolik má adresátů.',
  'silence-without-limit': 'Souhlas mlčením potřebuje lhůtu.',
  'silence-not-here': 'Mlčení může znamenat souhlas jen u vyjádření a kontroly.',
  'unit-cannot-decide': 'Schválit, podepsat nebo zapečetit může jen určený člověk, ne celý útvar.',
  'name-taken': 'Šablona s tímto názvem už existuje. Zvolte jiný.',
  'post-not-held': 'Místo ze šablony teď nezastává nikdo, nebo více lidí. Upravte šablonu.',
  'no-head': 'Nad vámi není v úřadu žádný vedoucí, kterého by šlo požádat.',
  'no-limit': 'Spis nemá lhůtu, kterou by šlo pozastavit.',
  'limit-passed': 'Lhůta už uplynula, pozastavit ji nelze.',
  'already-suspended': 'Lhůta už je pozastavena.',
  'not-suspended': 'Lhůta není pozastavena.',
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
  'no-stages': 'A route needs at least one step.',
  'stage-empty': 'Every step needs at least one addressee.',
  'needed-too-many': 'The step waits for more answers than it has addressees.',
  'silence-without-limit': 'Consent by silence needs a time limit.',
  'silence-not-here': 'Silence may mean consent only for statements and checks.',
  'unit-cannot-decide': 'Only a person can approve, sign or seal, not a whole unit.',
  'name-taken': 'There is a template of this name already. Choose another.',
  'post-not-held': 'The post in the template is held by nobody, or by several. Change the template.',
  'no-head': 'There is no head above you who could be asked.',
  'no-limit': 'The file has no time limit to suspend.',
  'limit-passed': 'The time limit has passed and cannot be suspended.',
  'already-suspended': 'The time limit is suspended already.',
  'not-suspended': 'The time limit is not suspended.',
  'key-reused': 'This request was already used for something else. Load the page again.',
}

export const texts: Texts<typeof cs> = { cs, en }
