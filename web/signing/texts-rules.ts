import type { ChangePolicy, MustOpen } from './model.ts'

const cs = {
  authorities: {
    title: 'Podpisový řád', lead: 'Kdo smí co podepsat a do jaké částky. Bez řádku tady nepodepíše nikdo nic; změny jsou v protokolu.', add: 'Přidat oprávnění', none: 'Podpisový řád je prázdný', noneLead: 'Dokud tu nikdo není, nesmí v úřadu podepsat nikdo nic.',
    holder: 'Kdo', kind: 'Druh', class: 'Věcná skupina', upTo: 'Do částky', validity: 'Platnost', basis: 'Podle čeho', end: 'Ukončit', ended: 'Oprávnění je ukončeno.', done: 'Oprávnění je zapsáno.', endLead: 'Od této chvíle podle tohoto řádku nikdo nic nepodepíše. Co už je podepsáno, platí.',
    headOf: (unit: string) => `vedoucí: ${unit}`, anyKind: 'všechny druhy', anyClass: 'celý spisový plán', noLimit: 'bez omezení', from: (day: string) => `od ${day}`, to: (day: string) => `do ${day}`, over: 'ukončeno', showEnded: 'Zobrazit i ukončená',
    whoKind: 'Komu', person: 'Konkrétnímu člověku', head: 'Vedoucímu útvaru', whoHint: 'Oprávnění vedoucího přechází s funkcí.', choose: 'Vyberte', missing: 'Vyberte, komu oprávnění dáváte.', upToLabel: 'Do částky v Kč', upToHint: 'Prázdné znamená bez omezení.',
    startsOn: 'Od', endsOn: 'Do', endsHint: 'Prázdné znamená do odvolání.', basisHint: 'Článek podpisového nebo organizačního řádu.', basisMissing: 'Uveďte, podle čeho oprávnění dáváte.', save: 'Zapsat',
  },
  rules: {
    title: 'Pravidla podpisu', lead: 'Co který dokument potřebuje, než odejde. Platí nejbližší pravidlo nahoru po spisovém plánu; kde žádné není, platí zákon: podpis a časové razítko.', add: 'Přidat pravidlo', none: 'Úřad nemá vlastní pravidla', noneLead: 'Všechno se podepisuje a opatřuje časovým razítkem, jak žádá zákon. Zbytečné podpisy zrušíte pravidlem.',
    need: 'Co potřebuje', mustOpen: 'Co se musí před podpisem otevřít', onChange: 'Po změně se žádá znovu', visible: 'Podpis je vidět i na stránce', visibleHint: 'Na poslední straně PDF, kde nic nezakryje. Kde místo není, podepíše se bez něj a podepisující to ví předem.', percent: 'Podíl v procentech', percentMissing: 'Uveďte podíl od 1 do 99.', save: 'Uložit pravidlo', saved: 'Pravidlo je uloženo.', drop: 'Zrušit', dropped: 'Pravidlo je zrušeno.', dropLead: 'Pro tyto dokumenty pak platí pravidlo nad nimi, nebo zákon.',
    replaces: 'Pravidlo pro stejnou skupinu a druh nahradí to dosavadní.',
    mustOpens: { all: 'všechno', exceptions: 'jen to, na čem je něco neobvyklého', sample: 'náhodný výběr' } satisfies Record<MustOpen, string>,
    sampled: (percent: number) => `náhodný výběr ${percent} %`,
    changes: { none: 'nikdo', affected: 'jen ti, kterých se změna týká', all: 'všichni' } satisfies Record<ChangePolicy, string>,
    shown: 'vidět na stránce',
  },
  keys: {
    title: 'Můj podpisový klíč', none: 'Nemáte podpisový klíč', noneLead: 'Klíč vám přidělí správce. Do té doby dokumenty podepisovat nemůžete.', name: 'Klíč', kind: 'Druh', until: 'Platí do', end: 'Ukončit', ended: 'Klíč je ukončen.', over: 'neplatí',
    endLead: 'Tímto klíčem už nic nepodepíšete. Co je jím podepsáno, zůstává podepsáno. Vzít to zpět nelze.', soft: 'nekvalifikovaný – jen pro ukázku a vnitřní schvalování', byCertificate: 'podle certifikátu',
    providers: { soft: 'klíč uložený v Oběhu', csc: 'vzdálená podpisová služba', pkcs11: 'karta nebo modul úřadu', agent: 'karta u vašeho počítače' },
  },
}

const en: typeof cs = {
  authorities: {
    title: 'Rules of who signs', lead: 'Who may sign what and up to which amount. Without a line here nobody signs anything; changes are logged.', add: 'Add an authority', none: 'There is no authority to sign', noneLead: 'As long as nobody is here, nobody in the office may sign anything.',
    holder: 'Who', kind: 'Kind', class: 'Class', upTo: 'Up to', validity: 'Validity', basis: 'On what basis', end: 'End', ended: 'The authority has ended.', done: 'The authority is written.', endLead: 'From now on nobody signs anything by this line. What is signed stays valid.',
    headOf: (unit) => `head: ${unit}`, anyKind: 'all kinds', anyClass: 'the whole file plan', noLimit: 'without limit', from: (day) => `from ${day}`, to: (day) => `until ${day}`, over: 'ended', showEnded: 'Show ended ones too',
    whoKind: 'To whom', person: 'To a person', head: 'To the head of a unit', whoHint: 'The authority of a head passes with the post.', choose: 'Choose', missing: 'Choose to whom you give it.', upToLabel: 'Up to an amount in CZK', upToHint: 'Empty means without limit.',
    startsOn: 'From', endsOn: 'Until', endsHint: 'Empty means until revoked.', basisHint: 'The article of the rules of signing or organisation.', basisMissing: 'Say on what basis you give it.', save: 'Write',
  },
  rules: {
    title: 'Rules of signing', lead: 'What a document needs before it leaves. The nearest rule up the file plan holds; where there is none, the law does: signature and time stamp.', add: 'Add a rule', none: 'The office has no rules of its own', noneLead: 'Everything is signed and time stamped, as the law wants. A rule does away with needless signatures.',
    need: 'What it needs', mustOpen: 'What has to be opened before signing', onChange: 'Asked again after a change', visible: 'The signature is seen on the page too', visibleHint: 'On the last page of a PDF, where it covers nothing. Where there is no room it is signed without, and the signer knows before.', percent: 'Share in per cent', percentMissing: 'Give a share from 1 to 99.', save: 'Save the rule', saved: 'The rule is saved.', drop: 'Drop', dropped: 'The rule is dropped.', dropLead: 'The rule above them, or the law, will hold for these documents.',
    replaces: 'A rule for the same class and kind replaces the present one.',
    mustOpens: { all: 'everything', exceptions: 'only what is unusual', sample: 'a random sample' },
    sampled: (percent) => `a random sample of ${percent}%`,
    changes: { none: 'nobody', affected: 'only those concerned by the change', all: 'everybody' },
    shown: 'seen on the page',
  },
  keys: {
    title: 'My signing key', none: 'You have no signing key', noneLead: 'The administrator gives you one. Until then you cannot sign documents.', name: 'Key', kind: 'Kind', until: 'Valid until', end: 'End', ended: 'The key has ended.', over: 'not valid',
    endLead: 'You will sign nothing more with this key. What is signed by it stays signed. This cannot be taken back.', soft: 'not qualified – only for trying out and for approvals within the office', byCertificate: 'by its certificate',
    providers: { soft: 'a key kept in Oběh', csc: 'remote signing service', pkcs11: 'card or module of the office', agent: 'card at your computer' },
  },
}

export const ruleTexts = { cs, en }
