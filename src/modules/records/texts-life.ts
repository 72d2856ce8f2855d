import type { Texts } from '../../platform/i18n/index.ts'
import type { KeyRefusal } from '../audit/index.ts'
import type { CancelRefusal, CloseRefusal, MoveRefusal, ReopenRefusal } from './model-life.ts'

export type LifeRefusal = 'not-found' | 'not-allowed' | 'no-such-file' | 'no-such-class' | KeyRefusal | CloseRefusal | ReopenRefusal | CancelRefusal | MoveRefusal

const cs = {
  'not-found': 'Takový spis nebo dokument neexistuje, nebo k němu nemáte přístup.',
  'not-allowed': 'Spis má v držení někdo jiný.',
  'key-reused': 'Tento požadavek už byl použit k něčemu jinému. Načtěte stránku znovu.',
  'already-closed': 'Spis už je uzavřen.',
  incomplete: 'Spis zatím nejde uzavřít. Co chybí, je vypsáno u spisu.',
  'not-closed': 'Spis je otevřený, není co znovu otevírat.',
  'reason-missing': 'Uveďte důvod, zůstane v historii.',
  'not-in-file': 'Vybraný dokument v tomto spisu není, nebo se nevyřizuje.',
  'file-closed': 'Spis už je vyřízen nebo uzavřen.',
  'already-settled': 'Dokument už je vyřízen nebo odeslán. Zrušit ho nejde.',
  'not-creator': 'Dokument může zrušit jen ten, kdo ho založil.',
  'already-handed-over': 'Dokument už měl v rukou i někdo jiný. Zrušit ho nejde, vyřiďte ho s odůvodněním.',
  'has-answer': 'Na dokument existuje odpověď. Nejdřív zrušte ji.',
  'same-file': 'Dokument v tomto spisu už je.',
  'target-closed': 'Spis, do kterého přesouváte, je vyřízen nebo uzavřen.',
  'no-such-file': 'Spis, do kterého přesouváte, neexistuje, nebo k němu nemáte přístup.',
  'no-such-class': 'Taková věcná skupina ve spisovém plánu není, už neplatí, nebo se do ní spisy nezakládají.',
} satisfies Record<LifeRefusal, string>

const en: typeof cs = {
  'not-found': 'There is no such file or document, or you have no access to it.',
  'not-allowed': 'Somebody else holds the file.',
  'key-reused': 'This request was already used for something else. Load the page again.',
  'already-closed': 'The file has already been closed.',
  incomplete: 'The file cannot be closed yet. What is missing is listed at the file.',
  'not-closed': 'The file is open; there is nothing to reopen.',
  'reason-missing': 'Say why; it stays in the history.',
  'not-in-file': 'The chosen document is not in this file, or is not one to be settled.',
  'file-closed': 'The file has already been settled or closed.',
  'already-settled': 'The document has already been settled or sent. It cannot be cancelled.',
  'not-creator': 'Only whoever created the document may cancel it.',
  'already-handed-over': 'Somebody else has had the document too. It cannot be cancelled; settle it with a reason.',
  'has-answer': 'There is an answer to the document. Cancel that first.',
  'same-file': 'The document is in this file already.',
  'target-closed': 'The file you are moving it to is settled or closed.',
  'no-such-file': 'The file you are moving it to does not exist, or you have no access to it.',
  'no-such-class': 'There is no such class in the file plan, it has ended, or files are not opened in it.',
}

export const lifeTexts: Texts<typeof cs> = { cs, en }
