import type { Texts } from '../../platform/i18n/index.ts'
import type { FileRefusal } from './service.ts'
import type { SettleRefusal } from './model.ts'

export type RecordsRefusal = FileRefusal | SettleRefusal | 'key-reused' | 'no-preview' | 'content-gone'

const cs = {
  'not-found': 'Takový dokument neexistuje, nebo k němu nemáte přístup.',
  'not-allowed': 'Spis má v držení někdo jiný.',
  'file-closed': 'Spis už je vyřízen nebo uzavřen.',
  'already-settled': 'Dokument už je vyřízen.',
  'nothing-sent': 'Na dokument zatím nebyla odeslána odpověď. Odešlete ji, nebo zvolte jiný způsob vyřízení.',
  'reason-missing': 'Uveďte, jak byl dokument vyřízen.',
  'not-incoming': 'Vyřizují se jen doručené dokumenty.',
  'key-reused': 'Tento požadavek už byl použit k něčemu jinému. Načtěte stránku znovu.',
  'content-gone': 'Obsah byl zničen ve skartačním řízení nebo vymazán. Zůstala jen hlavička dokumentu.',
  'no-preview': 'Náhled se nepodařilo vytvořit. Soubor si můžete stáhnout.',
} satisfies Record<RecordsRefusal, string>

const en: typeof cs = {
  'not-found': 'There is no such document, or you have no access to it.',
  'not-allowed': 'Somebody else holds the file.',
  'file-closed': 'The file has already been settled or closed.',
  'already-settled': 'The document has already been settled.',
  'nothing-sent': 'No answer to the document has been sent yet. Send it, or choose another way of settlement.',
  'reason-missing': 'Say how the document was settled.',
  'not-incoming': 'Only received documents are settled.',
  'key-reused': 'This request was already used for something else. Load the page again.',
  'content-gone': 'The content was destroyed in the disposal procedure, or erased. Only the header of the document is left.',
  'no-preview': 'The preview could not be made. You can download the file.',
}

export const texts: Texts<typeof cs> = { cs, en }
