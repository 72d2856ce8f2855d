import type { Letter } from './letter.ts'

/** A letter for tests: complete, with every kind of body part; say only what the test is about. */
export const aLetter = (about: Partial<Letter> = {}): Letter => ({
  language: 'cs',
  authority: {
    name: 'Krajský úřad Podhorského kraje',
    address: ['Zámecké náměstí 12', '702 00 Horní Lhota'],
    dataBox: 'x7k9abc',
    email: 'posta@podhorsky-kraj.example',
    ico: '00000019',
  },
  unit: 'Odbor životního prostředí a zemědělství',
  referenceNumber: 'KUPK/ŽPZ/04512/2026',
  fileReference: 'ŽPZ/00398/2026',
  uniqueId: 'KUPKX00ABCD7',
  yourReference: 'OV-118/2026',
  date: '2026-03-04',
  handledBy: { name: 'Ing. Žaneta Řeháčková', post: 'referentka', email: 'z.rehackova@podhorsky-kraj.example', phone: '+420 595 000 118' },
  addressee: { name: 'Pivovar U Třech lípek, s. r. o.', address: ['K Nádraží 12', '739 11 Dolní Lhota'] },
  subject: 'Výzva k doplnění žádosti',
  body: [
    'Vážený pane jednateli,',
    'dne 26. února 2026 jsme obdrželi Vaši žádost podle § 11 odst. 2 zákona č. 201/2012 Sb.',
    '# Co je třeba doplnit',
    '- odborný posudek,\n- doklad o zaplacení 10 000 Kč.',
    'S pozdravem',
  ].join('\n\n'),
  signatory: { name: 'Mgr. Kryštof Vavřík', post: 'vedoucí oddělení ochrany ovzduší' },
  attachments: ['Seznam osob s autorizací'],
  ...about,
})
