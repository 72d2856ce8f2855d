import type { Forms } from '../kit/index.ts'
import type { BulkKind, Outcome } from './bulk.ts'

const cs = {
  bar: 'Vybrané položky', chosen: 'Vybráno', everything: 'Vybráno vše, co odpovídá', chooseAll: 'Vybrat vše, co odpovídá', chooseShown: 'Vybrat zobrazené', clear: 'Zrušit výběr', more: 'Další úkony',
  do: {
    'hand-over': 'Předat', 'take-over': 'Převzít', see: 'Vzít na vědomí', withdraw: 'Odvolat', due: 'Změnit termín', urge: 'Upomenout', settle: 'Vyřídit', undo: 'Vzít zpět',
  } satisfies Record<BulkKind, string>,
  titles: {
    'hand-over': 'Předat vybrané', 'take-over': 'Převzít vybrané', see: 'Vzít vybrané na vědomí', withdraw: 'Odvolat vybrané žádosti', due: 'Změnit termín vybraným',
    urge: 'Upomenout vybrané', settle: 'Vyřídit vybrané dokumenty', undo: 'Vzít zpět',
  } satisfies Record<BulkKind, string>,
  to: 'Komu', toPlaceholder: 'Začněte psát útvar nebo jméno', instruction: 'Pokyn', optional: 'Nepovinné.', reason: 'Důvod', dueOn: 'Nový termín',
  way: 'Způsob vyřízení', ways: { vzetimNaVedomi: 'Vzetím na vědomí', zaznamemNaDokumentu: 'Záznamem na dokumentu', jinyZpusob: 'Jiným způsobem' },
  note: 'Jak byly vyřízeny',
  preview: 'Co se stane', previewLead: 'Vyplňte údaje a ukáže se, co se s každou položkou stane. Zatím se nic nemění.',
  can: (count: string) => `Provede se: ${count}.`, cannot: (count: string) => `Neprovede se: ${count}.`, shown: (count: number) => `Jednotlivě je vypsáno prvních ${count}.`,
  nothing: 'Na žádné z vybraných položek se to provést nedá.', unseen: 'dokument, který nevidíte',
  started: 'Hromadný úkon', running: (done: number, of: number) => `Hotovo ${done} z ${of}.`, ended: (done: string) => `Provedeno: ${done}.`, failed: (count: string) => `Neprovedeno: ${count}.`,
  result: 'Výsledek', undo: 'Vzít zpět', undoing: 'Bere se zpět.', stop: 'Zastavit zbytek', stopped: 'Zbytek je zastaven.',
  page: {
    title: 'Hromadný úkon', of: (title: string, to: string | null) => to ? `${title}: ${to}` : title, crumb: 'Moje práce', items: 'Položky', state: { running: 'běží', done: 'skončil', cancelled: 'zastaven' },
    asked: (when: string) => `Zadáno ${when}`, all: 'Vše', columns: { subject: 'Věc', number: 'Číslo jednací', outcome: 'Výsledek' }, empty: 'Žádná položka takhle neskončila.',
    undoLead: 'Vzít zpět lze do 24 hodin to, s čím zatím nikdo nezačal pracovat.', undoChosen: 'Vzít zpět vybrané', refresh: 'Stav se sám obnovuje.', progress: 'Průběh',
  },
  outcomes: { waiting: 'čeká', done: 'provedeno', refused: 'neprovedeno', failed: 'selhalo', cancelled: 'zastaveno' } satisfies Record<Outcome, string>,
  keys: { choose: 'vybrat položku, se Shiftem až sem', all: 'vybrat zobrazené', handOver: 'předat', takeOver: 'převzít', undo: 'vzít poslední hromadný úkon zpět', clear: 'zrušit výběr', filter: 'hledat ve schránce' },
  filter: { label: 'Zúžit schránku', text: 'Číslo nebo slovo z věci', kind: 'Úkol', anyKind: 'všechny úkoly', sort: 'Řazení', due: 'podle lhůty', newest: 'nejnovější', ended: 'I vyřízené', go: 'Hledat', clear: 'Zrušit zúžení', none: 'Nic tomu neodpovídá', noneLead: 'Zkuste jiné slovo nebo jiný úkol.' },
  load: {
    title: 'Můj útvar', lead: 'Kdo má kolik rozdělané práce a co je po lhůtě. Odtud můžete předat práci někoho, kdo chybí.', menu: 'Vytížení útvaru', person: 'Kdo', post: 'Místo', open: 'Otevřené', overdue: 'Po lhůtě', more: (n: number) => `${n} a více`,
    none: 'V útvaru nikdo není.', of: (name: string) => `Práce: ${name}`, ofLead: 'Co leží na stole tohoto člověka. Vyberte vše a předejte to někomu, kdo je v práci.', nothing: 'Na tomto stole nic neleží',
  },
}

const en = {
  bar: 'Chosen items', chosen: 'Chosen', everything: 'Everything that matches is chosen', chooseAll: 'Choose everything that matches', chooseShown: 'Choose those shown', clear: 'Choose none', more: 'More actions',
  do: { 'hand-over': 'Hand over', 'take-over': 'Take over', see: 'Take note', withdraw: 'Withdraw', due: 'Change the limit', urge: 'Remind', settle: 'Settle', undo: 'Undo' },
  titles: {
    'hand-over': 'Hand over the chosen', 'take-over': 'Take over the chosen', see: 'Take note of the chosen', withdraw: 'Withdraw the chosen requests', due: 'Change the limit of the chosen',
    urge: 'Remind of the chosen', settle: 'Settle the chosen documents', undo: 'Undo',
  },
  to: 'To', toPlaceholder: 'Start typing a unit or a name', instruction: 'Instruction', optional: 'Optional.', reason: 'Reason', dueOn: 'New time limit',
  way: 'Way of settlement', ways: { vzetimNaVedomi: 'Taken note of', zaznamemNaDokumentu: 'By a record on the document', jinyZpusob: 'Otherwise' },
  note: 'How they were settled',
  preview: 'What will happen', previewLead: 'Fill in the form to see what happens to each item. Nothing changes yet.',
  can: (count: string) => `Will be done: ${count}.`, cannot: (count: string) => `Will not be done: ${count}.`, shown: (count: number) => `The first ${count} are listed.`,
  nothing: 'It cannot be done to any of the chosen items.', unseen: 'a document you do not see',
  started: 'Bulk action', running: (done: number, of: number) => `${done} of ${of} done.`, ended: (done: string) => `Done: ${done}.`, failed: (count: string) => `Not done: ${count}.`,
  result: 'Result', undo: 'Undo', undoing: 'It is being undone.', stop: 'Stop the rest', stopped: 'The rest has been stopped.',
  page: {
    title: 'Bulk action', of: (title: string, to: string | null) => to ? `${title}: ${to}` : title, crumb: 'My work', items: 'Items', state: { running: 'running', done: 'ended', cancelled: 'stopped' },
    asked: (when: string) => `Asked for ${when}`, all: 'All', columns: { subject: 'Subject', number: 'Reference number', outcome: 'Outcome' }, empty: 'No item ended like this.',
    undoLead: 'What nobody has begun to work on can be taken back within 24 hours.', undoChosen: 'Undo the chosen', refresh: 'The state refreshes by itself.', progress: 'Progress',
  },
  outcomes: { waiting: 'waiting', done: 'done', refused: 'not done', failed: 'failed', cancelled: 'stopped' },
  keys: { choose: 'choose the item, with Shift up to here', all: 'choose those shown', handOver: 'hand over', takeOver: 'take over', undo: 'undo the last bulk action', clear: 'choose none', filter: 'search the box' },
  filter: { label: 'Narrow the box', text: 'Number or a word of the subject', kind: 'Task', anyKind: 'all tasks', sort: 'Order', due: 'by time limit', newest: 'newest', ended: 'Ended ones too', go: 'Search', clear: 'Widen again', none: 'Nothing matches', noneLead: 'Try another word or another task.' },
  load: {
    title: 'My unit', lead: 'Who has how much open work and what is overdue. From here you can hand over the work of somebody absent.', menu: 'Load of the unit', person: 'Who', post: 'Post', open: 'Open', overdue: 'Overdue', more: (n: number) => `${n} or more`,
    none: 'There is nobody in the unit.', of: (name: string) => `Work of ${name}`, ofLead: 'What lies on this desk. Choose everything and hand it over to somebody present.', nothing: 'Nothing lies on this desk',
  },
} satisfies typeof cs

export const bulkTexts = { cs, en }

export const documentForms: Record<'cs' | 'en', Forms> = {
  cs: { one: 'položka', few: 'položky', other: 'položek' },
  en: { one: 'item', other: 'items' },
}
