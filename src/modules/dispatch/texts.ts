import type { Texts } from '../../platform/i18n/index.ts'
import type { KeyRefusal } from '../audit/index.ts'
import type { ComposeRefusal, UpdateRefusal } from './service-answer.ts'
import type { DispatchRefusal } from './service-dispatch.ts'

export type AnyDispatchRefusal = ComposeRefusal | UpdateRefusal | DispatchRefusal | KeyRefusal

const cs = {
  'not-found': 'Takový dokument neexistuje, nebo k němu nemáte přístup.',
  'not-allowed': 'Spis má v držení někdo jiný.',
  'file-closed': 'Spis už je vyřízen nebo uzavřen.',
  'not-incoming': 'Odpovídat lze jen na doručený dokument.',
  'nobody-to-answer': 'U dokumentu není uveden odesílatel, není tedy komu odpovědět.',
  'not-an-answer': 'Tento dokument není odpověď.',
  'not-approved': 'Současné znění odpovědi nikdo neschválil. Požádejte o schválení.',
  'already-dispatched': 'Odpověď už byla předána k odeslání, měnit ji ani odeslat znovu nelze.',
  'key-reused': 'Tento požadavek už byl použit k něčemu jinému. Načtěte stránku znovu.',
} satisfies Record<AnyDispatchRefusal, string>

const en: typeof cs = {
  'not-found': 'There is no such document, or you have no access to it.',
  'not-allowed': 'Somebody else holds the file.',
  'file-closed': 'The file has already been settled or closed.',
  'not-incoming': 'Only a received document can be answered.',
  'nobody-to-answer': 'The document names no sender, so there is nobody to answer.',
  'not-an-answer': 'This document is not an answer.',
  'not-approved': 'Nobody has approved the answer as it is now. Ask for an approval.',
  'already-dispatched': 'The answer has been handed over for sending; it can be neither changed nor sent again.',
  'key-reused': 'This request was already used for something else. Load the page again.',
}

export const texts: Texts<typeof cs> = { cs, en }
