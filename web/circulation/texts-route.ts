import type { ItemKind } from './item.ts'
import type { RouteState, Rule } from './route.ts'

const cs = {
  work: {
    handle: 'Zpracování', comment: 'Vyjádření', approve: 'Schválení', sign: 'Podpis', seal: 'Pečeť', note: 'Na vědomí', correct: 'Oprava', check: 'Kontrola', dispatch: 'Vypravení',
  } satisfies Record<ItemKind, string>,
  states: { running: 'běží', stopped: 'stojí', done: 'dokončen', cancelled: 'zrušen' } satisfies Record<RouteState, string>,
  rules: {
    all: () => 'odpoví všichni', any: () => 'stačí jeden', n: (needed: number) => `stačí ${needed}`, silence: () => 'mlčení znamená souhlas',
  } satisfies Record<Rule, (needed: number) => string>,
  named: (name: string) => `Oběh: ${name}`, unnamed: 'Oběh dokumentu', stages: 'Kroky oběhu', law: 'vyžaduje předpis',
  planned: 'v plánu', again: 'bude znovu', since: (when: string) => `čeká od ${when}`, passedOn: (who: string) => `předáno k provedení: ${who}`,
  workingDays: (days: number) => `lhůta ${days} prac. d.`,
  stopped: 'Oběh stojí: něco se vrátilo nebo se změnilo znění. Až bude dokument v pořádku, pokračujte.',
  waits: (who: string) => `Na vyřízení se čeká: ${who}`,
  deeds: {
    menu: (who: string) => `Další možnosti: ${who}`, stageMenu: (stage: string) => `Další možnosti kroku ${stage}`, routeMenu: 'Další možnosti oběhu',
    urge: 'Urgovat', urged: 'Urgence je odeslána.', due: 'Změnit termín', skip: 'Přeskočit krok', reopen: 'Znovu otevřít krok', withdraw: 'Odvolat žádost',
    insertAfter: 'Vložit krok za tento', addBeside: 'Přidat dalšího adresáta', resume: 'Pokračovat v oběhu', resumed: 'Oběh pokračuje.', cancel: 'Zrušit celý oběh',
    delegate: 'Předat jinému', return: 'Vrátit s důvodem', done: 'Hotovo, zapsáno do historie.',
  },
  dialog: {
    reason: 'Důvod', reasonHint: 'Zůstane v historii dokumentu.', reasonMissing: 'Napište důvod.', dueOn: 'Nový termín', dueMissing: 'Vyberte den.', save: 'Uložit',
    skipTitle: (who: string) => `Přeskočit krok: ${who}`, reopenTitle: (who: string) => `Znovu otevřít krok: ${who}`, withdrawTitle: (who: string) => `Odvolat žádost: ${who}`,
    dueTitle: (who: string) => `Změnit termín: ${who}`, cancelTitle: 'Zrušit celý oběh', skip: 'Přeskočit', reopen: 'Otevřít znovu', withdraw: 'Odvolat', cancel: 'Zrušit oběh',
    reopenLead: 'Požádán bude jen tento krok. Co následovalo po něm, přestane platit a přijde na řadu znovu.',
    cancelLead: 'Kdo je ještě žádán, žádán nebude. Co už bylo řečeno, v historii zůstane.',
    delegateTitle: 'Předat jinému', delegateLead: 'Odpovědnost zůstává vám a položku dál uvidíte; vyřídit ji můžete kdykoli i sami.', delegateTo: 'Komu', delegateNote: 'Vzkaz', delegate: 'Předat',
    returnTitle: 'Vrátit s důvodem', returnTo: 'Kam vrátit', sender: 'Předkladateli', step: (index: number, who: string) => `Ke kroku ${index}: ${who}`, give: 'Vrátit',
    insertTitle: 'Vložit krok', addTitle: 'Přidat dalšího adresáta', insert: 'Vložit', kind: 'O co žádáte', to: 'Koho', toMissing: 'Vyberte, koho žádáte.', days: 'Lhůta v pracovních dnech',
    daysHint: 'Nepovinné. Počítá se od začátku kroku.', instruction: 'Pokyn', optional: 'Nepovinné.',
  },
  start: {
    route: 'Spustit oběh', request: 'Požádat o práci', template: 'Šablona', choose: 'Vyberte šablonu oběhu', none: 'Zatím tu není žádná šablona. Připravuje je vedoucí útvaru nebo podatelna.',
    preview: 'Co se stane', starts: 'hned', by: (day: string) => `nejpozději ${day}`, start: 'Spustit', started: 'Oběh je spuštěn.',
    requestLead: 'Požádaný uvidí jen tento dokument a odpoví do téhož spisu. Spis zůstává vám.', what: 'Co je třeba udělat', whatMissing: 'Napište, co je třeba udělat.', send: 'Odeslat žádost', sent: 'Žádost je odeslána.',
  },
  template: {
    save: 'Uložit šablonu', saveAs: 'Uložit jako šablonu', title: 'Uložit oběh jako šablonu', saved: 'Šablona je uložena.', name: 'Název', nameMissing: 'Pojmenujte šablonu.',
    lead: 'Kroky a adresáti tohoto oběhu půjdou příště spustit jedním stiskem.', scope: 'Pro koho', scopes: { unit: 'můj útvar', office: 'celý úřad' },
    law: 'Které kroky vyžaduje předpis (nepůjdou přeskočit)', myHead: 'Místo jmenovaného vedoucího vedoucí toho, kdo oběh spustí',
    drop: 'Vyřadit šablonu', dropTitle: (name: string) => `Vyřadit šablonu ${name}`, dropLead: 'Spuštěné oběhy zůstanou, jak jsou.', dropped: 'Šablona je vyřazena.',
  },
  complete: { label: 'Výsledek', hint: 'Nepovinné. Uvidí ho ten, kdo vás požádal.', done: 'Označit za hotové', sent: 'Hotovo, žadatel to vidí.' },
  signing: 'Podpis nebo pečeť se připojuje v podpisové knize. Sem se propíše sám.', toBook: 'Otevřít v podpisové knize',
  limit: {
    until: (day: string) => `Lhůta spisu běží do ${day}`, stands: (day: string) => `Lhůta spisu stojí od ${day}`, moved: (day: string) => `Bez přerušení by skončila ${day}.`,
    suspend: 'Přerušit lhůtu', resume: 'Lhůta běží dál', resumed: 'Lhůta běží dál, konec je posunut.', suspended: 'Lhůta je přerušena.', title: 'Přerušit lhůtu', ground: 'Právní důvod', give: 'Přerušit',
    lead: 'Po dobu přerušení lhůta neběží. Konec se posune o tyto dny, na pracovní den a nejméně patnáct dnů za konec přerušení (§ 65 odst. 1 správního řádu).',
    grounds: {
      '64/1a': '§ 64 odst. 1 písm. a): výzva k odstranění nedostatků žádosti', '64/1b': '§ 64 odst. 1 písm. b): výzva k zaplacení správního poplatku', '64/1c': '§ 64 odst. 1 písm. c): předběžná otázka',
      '64/1d': '§ 64 odst. 1 písm. d): ustanovení opatrovníka', '64/1e': '§ 64 odst. 1 písm. e): jiný důvod stanovený zákonem', '64/2': '§ 64 odst. 2: na žádost žadatele', '64/3': '§ 64 odst. 3: na požádání účastníka',
    } as Readonly<Record<string, string>>,
  },
}

const en: typeof cs = {
  work: { handle: 'Handling', comment: 'Statement', approve: 'Approval', sign: 'Signature', seal: 'Seal', note: 'For information', correct: 'Correction', check: 'Check', dispatch: 'Dispatch' },
  states: { running: 'running', stopped: 'stopped', done: 'done', cancelled: 'cancelled' },
  rules: { all: () => 'everybody answers', any: () => 'one is enough', n: (needed) => `${needed} are enough`, silence: () => 'silence means consent' },
  named: (name) => `Route: ${name}`, unnamed: 'Route of the document', stages: 'Steps of the route', law: 'required by law',
  planned: 'planned', again: 'again later', since: (when) => `waiting since ${when}`, passedOn: (who) => `passed on to ${who}`,
  workingDays: (days) => `${days} working days`,
  stopped: 'The route has stopped: something was returned, or the wording changed. Go on once the document is in order.',
  waits: (who) => `Waiting for ${who}`,
  deeds: {
    menu: (who) => `More: ${who}`, stageMenu: (stage) => `More about the step ${stage}`, routeMenu: 'More about the route',
    urge: 'Urge', urged: 'The reminder has been sent.', due: 'Change the time limit', skip: 'Skip the step', reopen: 'Reopen the step', withdraw: 'Take the request back',
    insertAfter: 'Insert a step after this', addBeside: 'Add an addressee', resume: 'Go on with the route', resumed: 'The route goes on.', cancel: 'Cancel the whole route',
    delegate: 'Pass on', return: 'Return with a reason', done: 'Done and written to the history.',
  },
  dialog: {
    reason: 'Reason', reasonHint: 'It stays in the history of the document.', reasonMissing: 'Write the reason.', dueOn: 'New time limit', dueMissing: 'Choose a day.', save: 'Save',
    skipTitle: (who) => `Skip the step: ${who}`, reopenTitle: (who) => `Reopen the step: ${who}`, withdrawTitle: (who) => `Take the request back: ${who}`,
    dueTitle: (who) => `Change the time limit: ${who}`, cancelTitle: 'Cancel the whole route', skip: 'Skip', reopen: 'Reopen', withdraw: 'Take back', cancel: 'Cancel the route',
    reopenLead: 'Only this step is asked again. What came after it holds no more and will have its turn again.',
    cancelLead: 'Whoever is still asked will be asked no more. What has been said stays in the history.',
    delegateTitle: 'Pass on', delegateLead: 'You stay responsible and keep seeing the item; you may settle it yourself at any time.', delegateTo: 'To whom', delegateNote: 'Message', delegate: 'Pass on',
    returnTitle: 'Return with a reason', returnTo: 'Return to', sender: 'whoever submitted it', step: (index, who) => `step ${index}: ${who}`, give: 'Return',
    insertTitle: 'Insert a step', addTitle: 'Add an addressee', insert: 'Insert', kind: 'What you ask for', to: 'Whom', toMissing: 'Choose whom you ask.', days: 'Time limit in working days',
    daysHint: 'Optional. Counted from the start of the step.', instruction: 'Instruction', optional: 'Optional.',
  },
  start: {
    route: 'Start a route', request: 'Ask for work', template: 'Template', choose: 'Choose a template', none: 'There is no template yet. The head of the unit or the registry prepares them.',
    preview: 'What will happen', starts: 'at once', by: (day) => `by ${day} at the latest`, start: 'Start', started: 'The route has started.',
    requestLead: 'Whoever is asked sees this document only and answers into the same file. The file stays yours.', what: 'What has to be done', whatMissing: 'Write what has to be done.', send: 'Send the request', sent: 'The request has been sent.',
  },
  template: {
    save: 'Save the template', saveAs: 'Save as a template', title: 'Save the route as a template', saved: 'The template is saved.', name: 'Name', nameMissing: 'Name the template.',
    lead: 'The steps and addressees of this route can be started by one press next time.', scope: 'For whom', scopes: { unit: 'my unit', office: 'the whole office' },
    law: 'Which steps are required by law (cannot be skipped)', myHead: 'Instead of the head by name, the head of whoever starts the route',
    drop: 'Retire the template', dropTitle: (name) => `Retire the template ${name}`, dropLead: 'Routes already started stay as they are.', dropped: 'The template is retired.',
  },
  complete: { label: 'Result', hint: 'Optional. Whoever asked you will see it.', done: 'Mark as done', sent: 'Done; whoever asked can see it.' },
  signing: 'A signature or a seal is attached in the signature book. It shows here by itself.', toBook: 'Open in the signature book',
  limit: {
    until: (day) => `The time limit of the file runs until ${day}`, stands: (day) => `The time limit of the file has stood still since ${day}`, moved: (day) => `Without suspension it would end on ${day}.`,
    suspend: 'Suspend the time limit', resume: 'Let it run on', resumed: 'The time limit runs on, its end has moved.', suspended: 'The time limit is suspended.', title: 'Suspend the time limit', ground: 'Ground in law', give: 'Suspend',
    lead: 'While suspended the time limit does not run. Its end moves by those days, to a working day, and at least fifteen days beyond the suspension (Act 500/2004 § 65(1)).',
    grounds: {
      '64/1a': '§ 64(1)(a): call to remedy defects', '64/1b': '§ 64(1)(b): call to pay the fee', '64/1c': '§ 64(1)(c): preliminary question', '64/1d': '§ 64(1)(d): appointment of a guardian',
      '64/1e': '§ 64(1)(e): another reason set by law', '64/2': '§ 64(2): at the request of the applicant', '64/3': '§ 64(3): at the request of a party',
    },
  },
}

export const routeTexts = { cs, en }
