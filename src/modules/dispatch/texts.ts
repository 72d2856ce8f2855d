import type { Texts } from '../../platform/i18n/index.ts'
import type { KeyRefusal } from '../audit/index.ts'
import type { CorrectRefusal, WithdrawLetterRefusal } from './service-change.ts'
import type { CounterRefusal } from './service-counter.ts'
import type { DiscardRefusal } from './service-discard.ts'
import type { LetterRefusal } from './service-letter.ts'
import type { SnippetRefusal } from './service-snippet.ts'
import type { DraftRefusal } from './service-draft.ts'
import type { ComposeRefusal, UpdateRefusal } from './service-answer.ts'
import type { DispatchRefusal } from './service-dispatch.ts'

export type AnyDispatchRefusal = ComposeRefusal | UpdateRefusal | DispatchRefusal | KeyRefusal
/** Everything the room may refuse, over any of its routes. */
export type Refusal = AnyDispatchRefusal | CounterRefusal | DraftRefusal | LetterRefusal | DiscardRefusal | SnippetRefusal | WithdrawLetterRefusal | CorrectRefusal

const cs = {
  'not-found': 'Takový dokument neexistuje, nebo k němu nemáte přístup.',
  'not-allowed': 'Spis má v držení někdo jiný.',
  'file-closed': 'Spis už je vyřízen nebo uzavřen.',
  'not-incoming': 'Odpovídat lze jen na doručený dokument.',
  'nobody-to-answer': 'U dokumentu není uveden odesílatel, není tedy komu odpovědět.',
  'not-an-answer': 'Tento dokument není odpověď.',
  'not-approved': 'Současné znění odpovědi nikdo neschválil. Požádejte o schválení.',
  'already-dispatched': 'Odpověď už byla předána k odeslání, měnit ji ani poslat témuž adresátovi znovu nelze.',
  'addressee-unknown': 'Není uvedeno, komu se má dokument odeslat, nebo takový adresát v rejstříku není.',
  'address-missing': 'U adresáta chybí adresa pro zvolený způsob doručení. Doplňte ji.',
  'no-matter': 'Na portál lze dokument doručit jen tomu, kdo podal, na co se odpovídá. Zvolte jiný způsob.',
  'not-in-file': 'Společně lze odpovědět jen na dokumenty téhož spisu, které ještě nejsou vyřízeny.',
  'wrong-channel': 'Tohle u zásilky s tímto způsobem doručení nelze.',
  'wrong-state': 'Zásilka už je v jiném stavu. Podívejte se, co se s ní mezitím stalo.',
  'reason-missing': 'Uveďte důvod.',
  'signature-awaited': 'Na podpis dokumentu se ještě čeká. Vyčkejte ho, nebo žádost o podpis odvolejte.',
  withdrawn: 'Podepsané znění bylo vzato zpět, odeslat ho nelze. Napište nové.',
  'already-withdrawn': 'Podepsané znění už bylo vzato zpět.',
  'not-signed-yet': 'Dokument v této podobě nikdo nepodepsal, není tedy co vzít zpět. Prostě ho upravte.',
  'correct-instead': 'Dokument už odešel, vzít zpět ho nelze. Chybu v něm napravte opravou zřejmé nesprávnosti.',
  'not-dispatched': 'Dokument ještě neodešel. Opravte přímo jeho znění.',
  'draft-changed': 'V jiném okně jste mezitím napsali něco jiného. Vyberte, které znění platí.',
  'wording-changed': 'Někdo mezitím uložil jiné znění. Porovnejte ho se svým a vyberte, které platí.',
  'being-sent': 'Zpráva se právě odesílá. Počkejte chvíli, jak to dopadne.',
  'key-reused': 'Tento požadavek už byl použit k něčemu jinému. Načtěte stránku znovu.',
} satisfies Record<Refusal, string>

const en: typeof cs = {
  'not-found': 'There is no such document, or you have no access to it.',
  'not-allowed': 'Somebody else holds the file.',
  'file-closed': 'The file has already been settled or closed.',
  'not-incoming': 'Only a received document can be answered.',
  'nobody-to-answer': 'The document names no sender, so there is nobody to answer.',
  'not-an-answer': 'This document is not an answer.',
  'not-approved': 'Nobody has approved the answer as it is now. Ask for an approval.',
  'already-dispatched': 'The answer has been handed over for sending; it can be neither changed nor sent to the same addressee again.',
  'addressee-unknown': 'Nobody is named to whom the document should go, or the register knows no such addressee.',
  'address-missing': 'The addressee has no address for this way of delivery. Fill it in.',
  'no-matter': 'Only who filed what is being answered can be reached on the portal. Choose another way.',
  'not-in-file': 'Only documents of the same file that are not settled yet can be answered together.',
  'wrong-channel': 'This cannot be done with a consignment delivered in this way.',
  'wrong-state': 'The consignment is in another state by now. See what has happened to it.',
  'reason-missing': 'Say why.',
  'signature-awaited': 'The document waits for a signature yet. Wait for it, or withdraw the request.',
  withdrawn: 'The signed wording was taken back and cannot be sent. Write another one.',
  'already-withdrawn': 'The signed wording has been taken back already.',
  'not-signed-yet': 'Nobody has signed the document as it is, so there is nothing to take back. Just change it.',
  'correct-instead': 'The document has left and cannot be taken back. Put its error right by a correction.',
  'not-dispatched': 'The document has not left yet. Correct its own wording.',
  'draft-changed': 'Something else was written in another window meanwhile. Choose which wording holds.',
  'wording-changed': 'Somebody has saved another wording meanwhile. Compare it with yours and choose which one holds.',
  'being-sent': 'The message is just being sent. Wait a moment how it ends.',
  'key-reused': 'This request was already used for something else. Load the page again.',
}

export const texts: Texts<typeof cs> = { cs, en }
