import type { Sheet } from '../../platform/pdf/index.ts'
import type { Tenant } from '../identity/index.ts'
import type { Document } from '../records/index.ts'
import type { Consignment, HandOver } from './model.ts'

interface About { readonly consignment: Consignment; readonly document: Document; readonly authority: Tenant; readonly at: Date }

/** The papers of the dispatch room are records of the office, so they are in its language. */
const moment = (at: Date) => new Intl.DateTimeFormat('cs-CZ', { timeZone: 'Europe/Prague', dateStyle: 'long', timeStyle: 'short' }).format(at)

const facts = ({ consignment, document }: About): Sheet['facts'] => [
  ['Číslo jednací', document.referenceNumber], ['Identifikátor', document.uniqueId], ['Věc', document.subject], ['Adresát', consignment.recipient],
  ...consignment.address.length > 0 ? [['Adresa', consignment.address.join(', ')] as const] : [],
  ['Otisk dokumentu (SHA-256)', consignment.content],
]

/** Printed before the hand-over: a place for everything that is written on it by hand. */
export function signatureSheet(about: About): Sheet {
  return {
    authority: about.authority.name, title: 'Potvrzení o osobním převzetí', at: about.at, facts: facts(about),
    note: 'Svým podpisem potvrzuji, že jsem uvedený dokument dnes převzal(a).',
    blanks: ['Převzal(a): jméno a příjmení', 'Totožnost ověřena podle (druh dokladu)', 'Vztah k adresátovi (není-li to on sám)', 'Datum a čas', 'Podpis přebírajícího', 'Předal(a): jméno a podpis'],
  }
}

/** Kept with the document after it: who took it, when, and how it was verified who that was. */
export function handedSheet(about: About, { to, identity, at, by }: HandOver & { readonly by: string }): Sheet {
  return {
    authority: about.authority.name, title: 'Záznam o osobním předání', at,
    facts: [...facts(about), ['Převzal(a)', to], ['Totožnost ověřena', identity], ['Předáno', moment(at)], ['Předal(a)', by]],
    note: 'Záznam byl pořízen v elektronické podobě při předání.', blanks: [],
  }
}

/** Kept with the document when the citizen first took it from the portal. */
export function downloadSheet(about: About): Sheet {
  const { consignment, at } = about
  return {
    authority: about.authority.name, title: 'Záznam o stažení z portálu', at,
    facts: [...facts(about), ...consignment.sentAt ? [['Zpřístupněno', moment(consignment.sentAt)] as const] : [], ['Poprvé staženo', moment(at)]],
    note: 'Dokument si stáhl ten, kdo se prokázal číslem věci a přístupovým kódem zaslaným odesílateli podání.', blanks: [],
  }
}

/** What is carried to the post at once (podací arch). */
export function postingList(authority: Tenant, rows: readonly { readonly consignment: Consignment; readonly document: Document }[], at: Date): Sheet {
  return {
    authority: authority.name, title: 'Podací arch', at, facts: [['Zásilek', String(rows.length)], ['Vytištěno', moment(at)]],
    table: {
      columns: ['Adresát a adresa', 'Číslo jednací', 'Podací číslo'],
      rows: rows.map(({ consignment, document }) => [[consignment.recipient, ...consignment.address].join(', '), document.referenceNumber, consignment.postingNumber ?? '']),
    },
    note: '', blanks: ['Předal(a) k poštovní přepravě', 'Převzal(a)'],
  }
}
