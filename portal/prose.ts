/** Longer texts of the portal, paragraph by paragraph; `[heading, ...paragraphs]`. */
type Prose = readonly (readonly [heading: string, ...paragraphs: string[]])[]

const cs = {
  about: [
    ['Co tu zjistíte', 'V jakém stavu je vaše podání, co se s ním stalo a do kdy má úřad odpovědět. Údaje se sem zapisují samy ve chvíli, kdy se věc v úřadu pohne.'],
    ['Co tu není', 'Obsah vašeho podání ani osobní údaje. Dokument úřadu tu najdete, jen když vám ho sem úřad doručil. Stav uvidí jen ten, kdo zná číslo věci i přístupový kód z potvrzení.'],
    ['Doklad, kterému lze věřit', 'Můžete si stáhnout podepsaný doklad o přijetí. Je z něj poznat, že se záznam úřadu od té doby nezměnil, a ověří ho kdokoli, i bez připojení k úřadu.'],
    ['Když něco nesedí', 'Obraťte se na kontakt uvedený u vaší věci nebo na podatelnu.'],
  ],
  accessibility: [
    ['Stav souladu', 'Tyto stránky jsou navrženy tak, aby splňovaly zákon č. 99/2019 Sb. a normu EN 301 549, tedy WCAG 2.1 na úrovni AA. Fungují bez JavaScriptu, z klávesnice i se čtečkou obrazovky, ve světlém i tmavém vzhledu a při zvětšení na 400 %.'],
    ['Obsah, který přístupný není', 'O žádném nevíme.'],
    ['Zpětná vazba', 'Narazíte-li na překážku, napište nebo zavolejte úřadu na kontakt v zápatí. Odpovíme bez zbytečného odkladu.'],
    ['Vymahatelnost', 'Nebudete-li s odpovědí spokojeni, obraťte se na Digitální a informační agenturu, Na Vápence 915/14, 130 00 Praha 3.'],
  ],
  reviewed: (day: string) => `Prohlášení bylo naposledy přezkoumáno ${day}.`,
} satisfies { about: Prose, accessibility: Prose, reviewed: (day: string) => string }

const en = {
  about: [
    ['What you find here', 'The state of what you filed, what has happened to it and by when the office has to answer. It is recorded here by itself as soon as the matter moves inside the office.'],
    ['What is not here', 'Neither the content of what you filed nor personal data. A document of the office is here only when the office delivered it to you this way. Only who knows both the number and the access code from the receipt sees the state.'],
    ['A proof to be trusted', 'You may download a signed proof of receipt. It shows that the office’s record has not changed since, and anybody can verify it, even offline.'],
    ['When something is not right', 'Turn to the contact shown at your matter or to the registry.'],
  ],
  accessibility: [
    ['Conformance', 'These pages are designed to meet Act No. 99/2019 Coll. and EN 301 549, that is WCAG 2.1 level AA. They work without JavaScript, from the keyboard and with a screen reader, in a light and a dark theme and at 400 % zoom.'],
    ['Content that is not accessible', 'We know of none.'],
    ['Feedback', 'If you meet an obstacle, write to or call the office at the contact in the footer. We answer without undue delay.'],
    ['Enforcement', 'If you are not satisfied with the answer, turn to the Digital and Information Agency, Na Vápence 915/14, 130 00 Praha 3.'],
  ],
  reviewed: (day: string) => `The statement was last reviewed on ${day}.`,
} satisfies { about: Prose, accessibility: Prose, reviewed: (day: string) => string }

export const prose = { cs, en }
export type { Prose }
