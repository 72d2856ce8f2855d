import type { Day } from '../../kernel/day.ts'
import type { Consignment } from './model.ts'

/** Notices put on people's desks. They become part of the record, so they are in the language of the office. */
export const notices = {
  forwarded: (recipient: string, number: string) => `Postoupeno: ${recipient}, č. j. ${number}.`,
  answeredTogether: (number: string) => `Vyřízeno společnou odpovědí č. j. ${number}.`,
  notSettled: (number: string) => `Odpověď č. j. ${number} odešla, ale dokument se nepodařilo vyřídit. Vyřiďte ho prosím sami.`,
  notDelivered: ({ recipient, email, response }: Pick<Consignment, 'recipient' | 'email' | 'response'>) =>
    `Odpověď se nepodařilo doručit${email ? ` na adresu ${email}` : `: ${recipient}`}. ${response ?? ''}`.trim().slice(0, 2000),
}

interface PassedOn { readonly number: string; readonly subject: string; readonly sender: string | null; readonly receivedOn: Day }

/** What a letter that passes a received document on begins with; its writer changes what does not fit. */
export const coverLetter = ({ number, subject, sender, receivedOn }: PassedOn) => ({
  subject: `Postoupení: ${subject}`.slice(0, 500),
  body: [
    'Vážení,',
    `dne ${day(receivedOn)} jsme obdrželi podání${sender ? `, jehož odesílatelem je ${sender},` : ''} ve věci „${subject}“, evidované pod č. j. ${number}.`,
    'Protože k jeho vyřízení není náš úřad příslušný, postupujeme Vám je podle § 12 zákona č. 500/2004 Sb., správní řád. Podání přikládáme v plném rozsahu.',
    'O postoupení odesílatele vyrozumíváme.',
    'S pozdravem',
  ].join('\n\n'),
})

interface Sent { readonly number: string; readonly subject: string; readonly sentOn: Day }

/** What a correction of a document that was sent begins with; its writer says what stood there and what should have. */
export const correctionLetter = ({ number, subject, sentOn }: Sent) => ({
  subject: `Oprava zřejmé nesprávnosti: ${subject}`.slice(0, 500),
  body: [
    `v písemnosti č. j. ${number} ve věci „${subject}“, vypravené dne ${day(sentOn)}, je zřejmá nesprávnost. Podle § 70 zákona č. 500/2004 Sb., správní řád, ji opravujeme takto:`,
    'Místo: „…“',
    'má být: „…“',
    'Ostatní části písemnosti se nemění.',
  ].join('\n\n'),
})

const day = (value: Day) => value.split('-').reverse().map(Number).join('. ')
