import type { Forms } from '../kit/index.ts'
import type { RowProblem } from './queries.ts'

const cs = {
  title: 'Správa úřadu',
  tabs: { lide: 'Lidé', utvary: 'Útvary', zastupy: 'Zastupování', prihlasovani: 'Přihlašování', 'podpisovy-rad': 'Podpisový řád', 'pravidla-podpisu': 'Pravidla podpisu' },
  lead: { lide: 'Kdo v úřadu pracuje, kde a co smí. Každá změna je v protokolu.', own: 'Lidé vašeho útvaru.', utvary: 'Jak je úřad uspořádán.', zastupy: 'Kdo koho zastupuje; zástupce můžete sjednat i za druhé.' },
  find: 'Jméno, e-mail, funkce nebo útvar',
  columns: { name: 'Jméno', post: 'Funkce a útvar', email: 'E-mail', roles: 'Role', state: 'Stav' },
  nobody: 'Nikdo takový tu není', nobodyLead: 'Zkuste část jména nebo jiný útvar.',
  states: { active: 'v úřadu', noPassword: 'zatím bez hesla', left: 'mimo úřad' },
  person: {
    add: 'Přidat člověka', addLead: 'Přihlásí se, až si nastaví heslo odkazem, který mu předáte.', added: 'Člověk je přidán.', save: 'Uložit', saved: 'Změny jsou uloženy.', facts: 'Údaje a role',
    name: 'Jméno a příjmení', email: 'Služební e-mail', unit: 'Útvar', post: 'Funkce', roles: 'Role',
    roleHints: { clerk: 'vyřizuje spisy', head: 'předává práci svým lidem a jedná za ně', registrar: 'přijímá, eviduje a vidí všechny dokumenty', auditor: 'čte všechny dokumenty a protokol', admin: 'spravuje lidi a útvary', dpo: 'odpovídá lidem, co o nich úřad vede, a navrhuje výmaz' } as Readonly<Record<string, string>>,
    missing: { name: 'Vyplňte jméno.', email: 'Vyplňte platný e-mail.', post: 'Vyplňte funkci.', roles: 'Vyberte aspoň jednu roli.', unit: 'Vyberte útvar.' },
  },
  invite: {
    title: 'Heslo', first: 'Heslo ještě není nastavené. Předejte odkaz, kterým se nastaví.', again: 'Zapomenuté heslo? Předejte odkaz, kterým se nastaví nové; dosavadní platí do té doby.',
    drops: 'Zároveň odebrat přístupové klíče', dropsHint: 'Pro toho, kdo o své klíče přišel. Odeberou se, až odkaz použije.', make: 'Vytvořit odkaz', link: 'Odkaz k nastavení hesla', validUntil: (when: string) => `Platí jednou, do ${when}.`, copy: 'Kopírovat', copied: 'Zkopírováno', once: 'Odkaz se ukáže jen teď. Předejte ho osobně nebo jinou bezpečnou cestou.',
  },
  signIn: {
    lead: 'Co úřad žádá od těch, kdo se přihlašují. Platí od jejich příštího přihlášení.', title: 'Druhý stupeň přihlášení', question: 'Kdo musí mít kromě hesla i přístupový klíč',
    duties: {
      none: { label: 'Nikdo', hint: 'Stačí heslo. Kdo má klíč, může se jím přihlásit.' },
      leaders: { label: 'Správci a vedoucí', hint: 'Rozhodují za druhé a spravují účty.' },
      everybody: { label: 'Všichni', hint: 'Nejbezpečnější; doporučeno pro celý úřad.' },
    },
    bound: 'Citlivé úkony správců a vedoucích jen klíčem vázaným na zařízení', boundHint: 'Klíč, který se kopíruje mezi zařízeními, pak stačí ke čtení, ne ke změnám účtů ani k podepisování.',
    without: (leaders: string, all: string) => `Klíč zatím nemá ${leaders} ze správců a vedoucích, celkem ${all} z úřadu. Kdo ho má mít, vytvoří si ho při příštím přihlášení.`,
    weak: 'Správci se teď přihlašují jen heslem', weakLead: 'Kdo jejich heslo získá, ovládne účty celého úřadu. Zvažte aspoň „Správci a vedoucí“.', save: 'Uložit', saved: 'Pravidla přihlašování jsou uložena.',
    person: 'Přihlášení', sessions: (count: string) => `Otevřená přihlášení: ${count}.`, notIn: 'Teď tu není žádné otevřené přihlášení.', end: 'Odhlásit všude', ended: 'Všechna přihlášení jsou ukončena.', keys: (names: string) => `Přístupové klíče: ${names}.`, noKeys: 'Přístupový klíč zatím žádný.',
    owes: 'Úřad ho tu žádá; vznikne při příštím přihlášení.',
  },
  work: { none: 'Žádná nevyřízená práce.', left: (files: string, tasks: string) => `Nevyřízeno: ${files}, ${tasks}.` },
  move: {
    title: 'Přeřadit do jiného útvaru', unit: 'Nový útvar', missing: 'Vyberte útvar.', work: 'Nevyřízená práce', moves: 'přejde do nového útvaru', stays: 'zůstane tady', to: 'Kdo ji převezme', toMissing: 'Vyberte, kdo ji převezme.', send: 'Přeřadit', done: 'Přeřazeno.',
  },
  leave: {
    title: 'Odchod z úřadu', lead: 'Účet se zavře. Všechno vykonané zůstane v záznamech pod stejným jménem.', open: 'Ukončit působení', ask: (name: string) => `Ukončit působení: ${name}`,
    to: 'Kdo práci převezme', toHint: 'Útvar jen tehdy, když nejde o úkoly určené člověku.', missing: 'Vyberte, kdo práci převezme.', means: 'Všechna přihlášení i sjednaná zastoupení tím ihned skončí.', send: 'Ukončit působení', done: 'Působení skončilo.',
  },
  back: { title: 'Návrat do úřadu', lead: 'Role zůstanou dosavadní. Dřívější práce zůstane u toho, kdo ji převzal.', unit: 'Útvar', send: 'Vrátit do úřadu', done: 'Účet je znovu otevřený.' },
  unit: {
    add: 'Přidat útvar', added: 'Útvar je přidán.', save: 'Uložit', saved: 'Útvar je změněn.', end: 'Zrušit útvar', ended: 'Útvar je zrušen.', change: 'Upravit', none: 'Úřad zatím nemá útvary',
    name: 'Název', nameMissing: 'Vyplňte název.', code: 'Zkratka', codeHint: '2–10 velkých písmen a číslic. Je v číslech spisů, proto se už nemění.', codeWrong: 'Použijte 2–10 velkých písmen bez diakritiky nebo číslic.',
    people: 'Lidí', parent: 'Nadřazený útvar', noParent: 'Žádný', endLead: 'Zrušit jde jen útvar bez lidí, podřízených útvarů a nevyřízené práce.',
  },
  import: {
    open: 'Z tabulky', title: 'Lidé z tabulky', lead: 'Nejdřív uvidíte, co by vzniklo. Převezme se celá tabulka, nebo nic.',
    file: 'Soubor CSV', hint: 'První řádek je záhlaví: jméno; příjmení; e-mail; útvar (název nebo zkratka); funkce; role. Z Excelu uložte jako CSV.',
    wrong: (wrong: number, of: number) => `Nejde převzít: ${wrong} z ${of} řádků`, wrongLead: 'Opravte je v tabulce a nahrajte ji znovu.', right: (people: string) => `Tabulka je v pořádku: ${people}`, send: 'Přidat všechny', done: 'Lidé jsou přidáni.',
    rows: 'Řádky tabulky', line: 'Řádek', problems: 'Kontrola', fine: 'v pořádku',
    words: {
      'name-missing': 'Chybí jméno.', 'email-wrong': 'E-mail není platný.', 'email-twice': 'E-mail je v tabulce dvakrát.', 'email-taken': 'E-mail už v úřadu někdo má.', 'unit-unknown': 'Takový útvar není.',
      'role-unknown': 'Neznámá role.', 'columns-missing': 'Na řádku chybí sloupce.',
    } satisfies Record<RowProblem, string>,
  },
}

const en = {
  title: 'Administration',
  tabs: { lide: 'People', utvary: 'Units', zastupy: 'Substitution', prihlasovani: 'Signing in', 'podpisovy-rad': 'Who signs', 'pravidla-podpisu': 'What is signed' },
  lead: { lide: 'Who works in the office, where, and what they may do. Every change is logged.', own: 'The people of your unit.', utvary: 'How the office is arranged.', zastupy: 'Who stands in for whom; you may arrange it for others too.' },
  find: 'Name, e-mail, post or unit',
  columns: { name: 'Name', post: 'Post and unit', email: 'E-mail', roles: 'Roles', state: 'State' },
  nobody: 'Nobody like that', nobodyLead: 'Try a part of the name or another unit.',
  states: { active: 'in the office', noPassword: 'no password yet', left: 'has left' },
  person: {
    add: 'Add a person', addLead: 'They sign in once they have set a password by the link you give them.', added: 'The person has been added.', save: 'Save', saved: 'The changes are saved.', facts: 'Particulars and roles',
    name: 'Full name', email: 'Work e-mail', unit: 'Unit', post: 'Post', roles: 'Roles',
    roleHints: { clerk: 'handles files', head: 'hands work to their people and acts for them', registrar: 'receives, registers and sees all documents', auditor: 'reads all documents and the log', admin: 'administers people and units', dpo: 'tells people what the office keeps of them and proposes erasure' },
    missing: { name: 'Fill in the name.', email: 'Fill in a valid e-mail.', post: 'Fill in the post.', roles: 'Choose at least one role.', unit: 'Choose a unit.' },
  },
  invite: {
    title: 'Password', first: 'This person has no password yet. Give them the link by which they set one.', again: 'Forgotten password? Give them a link to set a new one; the present one holds until the link is used.',
    drops: 'Remove the passkeys too', dropsHint: 'For whoever has lost them. They go once the link is used.', make: 'Make a link', link: 'Link to set a password', validUntil: (when: string) => `Good once, until ${when}.`, copy: 'Copy', copied: 'Copied', once: 'The link is shown only now. Give it in person or another safe way.',
  },
  signIn: {
    lead: 'What the office asks of those who sign in. It holds from their next sign-in.', title: 'Second step at sign-in', question: 'Who must have a passkey besides the password',
    duties: {
      none: { label: 'Nobody', hint: 'The password will do. Whoever has a key may sign in with it.' },
      leaders: { label: 'Administrators and heads', hint: 'They decide for others and administer accounts.' },
      everybody: { label: 'Everybody', hint: 'The safest; recommended for the whole office.' },
    },
    bound: 'Sensitive acts of administrators and heads only by a key bound to its device', boundHint: 'A key that is copied between devices will then do for reading, not for changing accounts or signing.',
    without: (leaders: string, all: string) => `${leaders} of the administrators and heads have no key yet, ${all} in the whole office. Whoever must have one makes it at their next sign-in.`,
    weak: 'Administrators sign in by password alone', weakLead: 'Whoever gets it commands the accounts of the whole office. Consider at least “Administrators and heads”.', save: 'Save', saved: 'The rules of signing in are saved.',
    person: 'Signing in', sessions: (count: string) => `Signed in now: ${count}.`, notIn: 'Not signed in anywhere now.', end: 'Sign out everywhere', ended: 'The person is signed out everywhere.', keys: (names: string) => `Passkeys: ${names}.`, noKeys: 'No passkey.',
    owes: 'The office asks them for a key; they make it at their next sign-in.',
  },
  work: { none: 'No work waits for them.', left: (files: string, tasks: string) => `Unsettled: ${files}, ${tasks}.` },
  move: {
    title: 'Move to another unit', unit: 'New unit', missing: 'Choose a unit.', work: 'Unsettled work', moves: 'goes along', stays: 'stays', to: 'Who takes it', toMissing: 'Choose who takes it.', send: 'Move', done: 'Moved.',
  },
  leave: {
    title: 'Leaving the office', lead: 'The account is closed; everything they did stays under their name.', open: 'End their service', ask: (name: string) => `End the service of ${name}`,
    to: 'Who takes the work', toHint: 'A unit only where nothing was asked of the person by name.', missing: 'Choose who takes the work.', means: 'They are signed out everywhere at once and their substitutions end.', send: 'End their service', done: 'The service has ended.',
  },
  back: { title: 'Coming back', lead: 'They return with the roles they had. Earlier work stays with whoever took it.', unit: 'Unit', send: 'Take back', done: 'They are back in the office.' },
  unit: {
    add: 'Add a unit', added: 'The unit has been added.', save: 'Save', saved: 'The unit has been changed.', end: 'End the unit', ended: 'The unit has ended.', change: 'Change', none: 'The office has no units yet',
    name: 'Name', nameMissing: 'Fill in the name.', code: 'Code', codeHint: '2–10 capital letters and digits. It stands in the numbers of files, so it never changes.', codeWrong: 'Use 2–10 capital letters without diacritics or digits.',
    people: 'People', parent: 'Unit above', noParent: 'None', endLead: 'Only a unit without people, units below it and unsettled work can end.',
  },
  import: {
    open: 'From a table', title: 'People from a table', lead: 'First you see what would be made. The whole table is taken, or nothing.',
    file: 'CSV file', hint: 'The first row is the heading: name; family name; e-mail; unit (name or code); post; role. Save as CSV from Excel.',
    wrong: (wrong: number, of: number) => `${wrong} of ${of} rows cannot be taken`, wrongLead: 'Correct them in the table and upload it again.', right: (people: string) => `The table is fine: ${people}`, send: 'Add all', done: 'The people have been added.',
    rows: 'Rows of the table', line: 'Row', problems: 'Check', fine: 'fine',
    words: {
      'name-missing': 'The name is missing.', 'email-wrong': 'The e-mail is not valid.', 'email-twice': 'The e-mail is in the table twice.', 'email-taken': 'Somebody in the office has the e-mail.', 'unit-unknown': 'There is no such unit.',
      'role-unknown': 'Unknown role.', 'columns-missing': 'Columns are missing in the row.',
    },
  },
} satisfies typeof cs

export const administrationTexts = { cs, en }

export const peopleForms = { cs: { one: 'člověk', few: 'lidé', other: 'lidí' }, en: { one: 'person', few: 'people', other: 'people' } } satisfies Record<'cs' | 'en', Forms>
export const deviceForms = { cs: { one: 'zařízení', few: 'zařízení', other: 'zařízení' }, en: { one: 'device', few: 'devices', other: 'devices' } } satisfies Record<'cs' | 'en', Forms>
export const fileForms = { cs: { one: 'spis', few: 'spisy', other: 'spisů' }, en: { one: 'file', few: 'files', other: 'files' } } satisfies Record<'cs' | 'en', Forms>
export const taskForms = { cs: { one: 'úkol', few: 'úkoly', other: 'úkolů' }, en: { one: 'task', few: 'tasks', other: 'tasks' } } satisfies Record<'cs' | 'en', Forms>
