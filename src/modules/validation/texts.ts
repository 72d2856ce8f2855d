import type { KeyRefusal } from '../audit/index.ts'
import type { JudgeRefusal } from './service.ts'

const cs: Record<JudgeRefusal | KeyRefusal, string> = {
  'not-found': 'Takový obsah tu není, nebo ho nesmíte vidět.',
  'content-gone': 'Obsah už byl podle zákona zničen.',
  'no-such-signature': 'Takový podpis v tomto souboru není, nebo ještě nebyl ověřen.',
  'nothing-to-judge': 'V tomto druhu souboru podpisy být nemohou.',
  'key-reused': 'Tento požadavek už byl odeslán s jiným obsahem. Načtěte stránku znovu.',
}

const en: Record<JudgeRefusal | KeyRefusal, string> = {
  'not-found': 'There is no such content, or you may not see it.',
  'content-gone': 'The content was destroyed as the law requires.',
  'no-such-signature': 'There is no such signature in this file, or it has not been validated yet.',
  'nothing-to-judge': 'There can be no signatures in this kind of file.',
  'key-reused': 'This request was already sent with another content. Load the page again.',
}

export const texts = { cs, en }
