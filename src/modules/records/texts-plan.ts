import type { Texts } from '../../platform/i18n/index.ts'
import type { PlanProblem } from './model-plan.ts'
import type { PlanRefusal } from './service-plan.ts'

/** Each problem of a line says what is wrong and what to do. */
export const planProblemTexts = {
  cs: {
    'code-missing': () => 'Chybí spisový znak. Doplňte ho, nebo řádek smažte.',
    'code-shape': (separator: string) => `Spisový znak smí mít jen číslice a písmena spojené znakem „${separator}“, vždy jedním.`,
    'code-twice': (line: string) => `Stejný spisový znak už je na řádku ${line}. Nechte ho jen jednou.`,
    'parent-missing': (code: string) => `Chybí nadřazená skupina ${code}. Přidejte pro ni řádek.`,
    'name-missing': () => 'Chybí název věcné skupiny.',
    'too-long': (text: string) => `Text „${text}“ je příliš dlouhý. Znak smí mít 50, název 300 a popis 4000 znaků.`,
    'regime-missing': () => 'Chybí skartační režim. Doplňte skartační znak (A nebo S) a lhůtu v letech.',
    'group-with-regime': () => 'Skupina má podskupiny, skartační režim tedy patří k nim. Znak a lhůtu u ní smažte.',
    'mark-unknown': (value: string) => `„${value}“ není skartační znak. Napište A (archiv) nebo S (stoupa).`,
    'mark-v': () => 'Skartační znak V se už nepoužívá. Rozhodněte se mezi A a S.',
    'years-range': (value: string) => `„${value}“ není počet let. Napište celé číslo od 0 do 100.`,
    'trigger-unknown': (value: string) => `„${value}“ není spouštěcí událost. Možnosti: vyřízení, uzavření, vznik, narození, externí.`,
    'check-missing': () => 'U externí události uveďte, po kolika letech se má ověřit, zda nastala.',
    'check-unneeded': () => 'Kontrola po letech patří jen k externí události. Smažte ji.',
    'numbering-unknown': (value: string) => `„${value}“ není způsob číslování. Možnosti: ZaObdobi, ZaSpisovouZnacku.`,
    'limit-range': (value: string) => `„${value}“ není lhůta k vyřízení. Napište počet dní od 1 do 1000.`,
    'unit-unknown': (value: string) => `Útvar ${value} v úřadu není. Opravte kód, nebo ho vynechte.`,
    'day-unknown': (value: string) => `„${value}“ není den. Napište ho třeba 31. 1. 2026.`,
    'days-order': () => 'Platnost končí dřív, než začíná.',
    'separator-unknown': () => 'Není jasné, čím se spojují spisové znaky. Použijte v celém plánu jediný z oddělovačů . - / nebo mezeru.',
    empty: () => 'V souboru není žádná věcná skupina.',
  },
  en: {
    'code-missing': () => 'The mark is missing. Add it, or delete the line.',
    'code-shape': (separator: string) => `A mark may have only digits and letters joined by “${separator}”, one at a time.`,
    'code-twice': (line: string) => `The same mark is on line ${line}. Keep it once.`,
    'parent-missing': (code: string) => `The group ${code} is missing. Add a line for it.`,
    'name-missing': () => 'The name of the class is missing.',
    'too-long': (text: string) => `“${text}” is too long. A mark may have 50, a name 300, a description 4000 characters.`,
    'regime-missing': () => 'The disposal regime is missing. Add a mark (A or S) and a period in years.',
    'group-with-regime': () => 'The class has classes of its own, so the regime belongs to them. Delete its mark and period.',
    'mark-unknown': (value: string) => `“${value}” is no disposal mark. Write A (archive) or S (shred).`,
    'mark-v': () => 'The mark V is no longer used. Decide between A and S.',
    'years-range': (value: string) => `“${value}” is no number of years. Write a whole number from 0 to 100.`,
    'trigger-unknown': (value: string) => `“${value}” is no trigger. Choose settled, closed, created, birth or external.`,
    'check-missing': () => 'For an external event say after how many years to check whether it has come.',
    'check-unneeded': () => 'A check interval belongs to an external event only. Delete it.',
    'numbering-unknown': (value: string) => `“${value}” is no way of numbering. Choose ZaObdobi or ZaSpisovouZnacku.`,
    'limit-range': (value: string) => `“${value}” is no time limit. Write a number of days from 1 to 1000.`,
    'unit-unknown': (value: string) => `There is no unit ${value}. Mend the code, or leave it out.`,
    'day-unknown': (value: string) => `“${value}” is no day. Write it as 2026-01-31.`,
    'days-order': () => 'The class ends before it begins.',
    'separator-unknown': () => 'It is not clear what joins the marks. Use one of . - / or a space in the whole plan.',
    empty: () => 'There is no class in the file.',
  },
} satisfies Texts<Record<PlanProblem['problem'], (value: string) => string>>

const cs = {
  'not-a-plan': 'Soubor není spisový plán. Nahrajte tabulku CSV, nebo JSON se seznamem „classes“.',
  'no-heading': 'V prvním řádku tabulky musí být názvy sloupců, aspoň „znak“ a „název“.',
  'too-many-classes': 'Soubor má přes 5 000 věcných skupin. Zkontrolujte, zda je to spisový plán.',
  'key-reused': 'Tento požadavek už byl použit k něčemu jinému. Načtěte stránku znovu.',
} satisfies Record<PlanRefusal, string>

const en: typeof cs = {
  'not-a-plan': 'The file is no file plan. Upload a CSV table, or JSON with a list “classes”.',
  'no-heading': 'The first line of the table must name its columns, at least “code” and “name”.',
  'too-many-classes': 'The file has more than 5,000 classes. Check that it is a file plan.',
  'key-reused': 'This request was already used for something else. Load the page again.',
}

export const planTexts: Texts<typeof cs> = { cs, en }
