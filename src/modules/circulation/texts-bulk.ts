import type { Texts } from '../../platform/i18n/index.ts'
import type { KeyRefusal } from '../audit/index.ts'
import type { StartRefusal, UndoStartRefusal } from './service-bulk.ts'
import type { BulkItemRefusal } from './service-bulk-judge.ts'
import { texts as singles } from './texts.ts'

export type BulkRefusal = StartRefusal | UndoStartRefusal | 'already-ended' | KeyRefusal

const cs = {
  'not-found': 'Takový hromadný úkon neexistuje, nebo jste ho nezadali vy.',
  'not-allowed': 'K tomuto hromadnému úkonu nemáte oprávnění.',
  'nothing-chosen': 'Vyberte aspoň jednu položku.',
  'too-many': 'Najednou lze zpracovat nejvýše 5 000 položek. Zužte výběr.',
  'other-list': 'Výběr se od náhledu změnil. Prohlédněte si nový náhled a potvrďte ho.',
  'still-running': 'Úkon ještě běží. Počkejte, až skončí, nebo ho zastavte.',
  'not-undoable': 'Tento úkon se vzít zpět nedá: co bylo přečteno, řečeno nebo vyřízeno, už platí.',
  'undo-too-late': 'Vzít zpět lze nejpozději do 24 hodin.',
  'nothing-to-undo': 'Není co vzít zpět: žádná z položek nebyla provedena.',
  'already-ended': 'Úkon už skončil.',
  'key-reused': 'Tento požadavek už byl použit k něčemu jinému. Načtěte stránku znovu.',
} satisfies Record<BulkRefusal, string>

const en: typeof cs = {
  'not-found': 'There is no such bulk action, or somebody else asked for it.',
  'not-allowed': 'You may not do this to many items.',
  'nothing-chosen': 'Choose at least one item.',
  'too-many': 'At most 5,000 items can be dealt with at once. Narrow your choice.',
  'other-list': 'The choice has changed since the preview. Look at the new preview and confirm it.',
  'still-running': 'The action is still running. Wait for its end, or stop it.',
  'not-undoable': 'This cannot be undone: what was read, said or settled holds.',
  'undo-too-late': 'It can be undone within 24 hours.',
  'nothing-to-undo': 'There is nothing to undo: none of the items was done.',
  'already-ended': 'The action has already ended.',
  'key-reused': 'This request was already used for something else. Load the page again.',
}

export const texts: Texts<typeof cs> = { cs, en }

type Why = BulkItemRefusal | 'key-reused'

const whyCs = {
  ...singles.cs,
  'already-settled': 'Dokument už je vyřízen.',
  'not-incoming': 'Vyřizují se jen doručené dokumenty.',
  'nothing-sent': 'Na dokument zatím nebyla odeslána odpověď.',
  'moved-on': 'Mezitím s tím pracuje někdo další, takže vzít zpět už to nejde.',
  'taken-over': 'Nový držitel si to už převzal.',
  'not-undoable': 'Tohle se vzít zpět nedá.',
} satisfies Record<Why, string>

const whyEn: typeof whyCs = {
  ...singles.en,
  'already-settled': 'The document has already been settled.',
  'not-incoming': 'Only received documents are settled.',
  'nothing-sent': 'No answer to the document has been sent yet.',
  'moved-on': 'Somebody else works on it meanwhile, so it can no longer be taken back.',
  'taken-over': 'The new holder has already taken it over.',
  'not-undoable': 'This cannot be undone.',
}

/** Why one item of a list is not done. */
export const whyTexts = { cs: whyCs, en: whyEn }

/** What happens to one item that can be done; `from` and `to` are names. */
export const willTexts = {
  cs: {
    'hand-over': (from: string, to: string) => `Předá se: ${from} → ${to}.`, 'take-over': () => 'Převezmete si to.', see: () => 'Vezmete na vědomí.',
    withdraw: () => 'Žádost bude odvolána.', due: () => 'Termín se změní.', urge: () => 'Bude upomenuto.', settle: () => 'Dokument bude vyřízen.',
  },
  en: {
    'hand-over': (from: string, to: string) => `Handed over: ${from} → ${to}.`, 'take-over': () => 'You take it over.', see: () => 'You take note of it.',
    withdraw: () => 'The request is withdrawn.', due: () => 'The time limit changes.', urge: () => 'A reminder is sent.', settle: () => 'The document is settled.',
  },
} as const

/** What became of a list between its preview and its confirmation. */
export const changeTexts = {
  cs: (added: number, removed: number) => `Od náhledu ${[added > 0 && `přibylo položek: ${added}`, removed > 0 && `ubylo položek: ${removed}`].filter(Boolean).join(', ')}.`,
  en: (added: number, removed: number) => `Since the preview ${[added > 0 && `items added: ${added}`, removed > 0 && `items gone: ${removed}`].filter(Boolean).join(', ')}.`,
}
