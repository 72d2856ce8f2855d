import type { SectionKey } from './model.ts'

/** Why the office keeps it, by what right and for how long, in words for the person whose data they are (GDPR art. 13–15). Czech, as the office is. */
export const purposes: Readonly<Record<SectionKey, { readonly heading: string; readonly purpose: string; readonly basis: string; readonly retention: string }>> = {
  register: {
    heading: 'Záznam ve jmenném rejstříku', purpose: 'Vedeme, kdo úřadu píše a komu úřad odpovídá.',
    basis: 'Zákon č. 499/2004 Sb., § 64 odst. 4 a 7 (čl. 6 odst. 1 písm. c) GDPR).', retention: 'Po dobu, po kterou vedeme některý z vašich dokumentů; nejdéle tři roky po zničení nebo předání posledního z nich.',
  },
  account: {
    heading: 'Účet zaměstnance', purpose: 'Přihlášení, odpovědnost za spisy a doložení, kdo v systému co udělal.',
    basis: 'Zákon č. 499/2004 Sb., zákoník práce, zákon č. 264/2025 Sb. (čl. 6 odst. 1 písm. b) a c) GDPR).', retention: 'Po dobu zaměstnání a 18 měsíců po něm; jméno u vyřízených spisů po dobu spisů samých.',
  },
  documents: {
    heading: 'Dokumenty', purpose: 'Vyřízení vašich podání a výkon spisové služby.', basis: 'Zákon č. 499/2004 Sb., § 63 a násl. (čl. 6 odst. 1 písm. c) a e) GDPR).',
    retention: 'Po skartační lhůtu spisu podle spisového a skartačního plánu, poté do skončení skartačního řízení. Co je vybráno jako archiválie, přechází do archivu.',
  },
  submissions: {
    heading: 'Podání, jak k nám přišla', purpose: 'Doložení, co a kdy jste nám doručili.', basis: 'Zákon č. 499/2004 Sb., § 64 odst. 1 (čl. 6 odst. 1 písm. c) GDPR).', retention: 'Jako dokument, kterým se podání stalo.',
  },
  circulation: {
    heading: 'Oběh uvnitř úřadu', purpose: 'Vyřízení věci a doložení, kdo a jak o ní rozhodoval.', basis: 'Zákon č. 499/2004 Sb. a vyhláška č. 259/2012 Sb., § 13 (čl. 6 odst. 1 písm. c) GDPR).',
    retention: 'Jako dokument, kterého se týká.',
  },
  consignments: {
    heading: 'Zásilky', purpose: 'Doručení odpovědi a doložení, že byla doručena.', basis: 'Správní řád, § 19 a násl.; vyhláška č. 259/2012 Sb., § 18 (čl. 6 odst. 1 písm. c) GDPR).', retention: 'Jako dokument, který byl odeslán.',
  },
  portal: {
    heading: 'Sledování věci na portálu', purpose: 'Abyste viděli, co se s vaší věcí děje. Přístupový kód neuchováváme, jen jeho otisk.', basis: 'Veřejný zájem na otevřenosti úřadu (čl. 6 odst. 1 písm. e) GDPR).',
    retention: 'Jako dokument, kterého se věc týká.',
  },
  views: { heading: 'Uložené pohledy', purpose: 'Pohodlí při práci se seznamy.', basis: 'Výkon veřejné správy (čl. 6 odst. 1 písm. e) GDPR).', retention: 'Do smazání tím, kdo si je uložil.' },
  log: {
    heading: 'Protokol úkonů', purpose: 'Doložení, kdo, kdy a jak s údaji nakládal.', basis: 'Vyhláška č. 409/2025 Sb., § 22; národní standard, kapitola 7.4 (čl. 6 odst. 1 písm. c) GDPR).',
    retention: 'Slova o vás jako záznam, kterého se týkají; že se něco stalo, po dobu protokolu.',
  },
}
