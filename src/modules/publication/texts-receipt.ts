import type { Day } from '../../kernel/day.ts'
import type { Texts } from '../../platform/i18n/index.ts'

/** What a receipt tells the sender, and nothing more: it travels in the clear. */
export interface Receipt {
  readonly number: string
  readonly receivedAt: Date
  readonly dueOn: Day | null
  readonly code: string
  readonly link: string
  readonly officeName: string
  readonly officeEmail: string
}

type Write = (receipt: Receipt) => { readonly subject: string; readonly text: string }

const cs: Write = ({ number, receivedAt, dueOn, code, link, officeName, officeEmail }) => ({
  subject: `Potvrzení o přijetí, č. j. ${number}`,
  text: paragraphs(
    'Dobrý den,',
    `Vaše podání jsme přijali ${timeIn('cs-CZ', receivedAt)} a zaevidovali pod číslem jednacím ${number}.`,
    `Jak se vyřizuje, můžete sledovat zde:\n${link}\nČíslo jednací: ${number}\nKód: ${code}`,
    'Kód uvidíte jen v této zprávě. Kdo ho zná, uvidí průběh vyřizování; obsah vašeho podání ani jména lidí se tam nezobrazují.',
    `Teď podání předáme útvaru, který je vyřídí.${dueOn === null ? '' : ` Vyřídit je máme do ${dayIn('cs-CZ', dueOn)}.`}`,
    'K této zprávě je připojen důkaz o přijetí. Uschovejte ho: kdykoli jím prokážete, co jsme od vás přijali a kdy, i bez naší pomoci.',
    'Zprávu odeslal počítač. Odpovědět můžete na adresu ' + officeEmail + '.',
    officeName,
  ),
})

const en: Write = ({ number, receivedAt, dueOn, code, link, officeName, officeEmail }) => ({
  subject: `Confirmation of receipt, reference number ${number}`,
  text: paragraphs(
    'Hello,',
    `We received your submission on ${timeIn('en-GB', receivedAt)} and registered it under reference number ${number}.`,
    `You can follow it here:\n${link}\nReference number: ${number}\nCode: ${code}`,
    'The code is shown only in this message. Whoever knows it sees how the matter proceeds; neither its contents nor any names are shown there.',
    `Now we hand it over to the unit that will deal with it.${dueOn === null ? '' : ` We are to settle it by ${dayIn('en-GB', dueOn)}.`}`,
    'A proof of receipt is attached. Keep it: with it you can show at any time what we received from you and when, even without our help.',
    'This message was sent by a computer. You can reply to ' + officeEmail + '.',
    officeName,
  ),
})

export const receiptText: Texts<Write> = { cs, en }

/** The file name of a proof: the number in letters that every system takes. */
export function proofName(number: string): string {
  return `potvrzeni-${number.normalize('NFKD').replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 80)}.tlog-proof`
}

const paragraphs = (...parts: string[]) => `${parts.join('\n\n')}\n`

function timeIn(locale: string, at: Date): string {
  return new Intl.DateTimeFormat(locale, { timeZone: 'Europe/Prague', dateStyle: 'long', timeStyle: 'medium' }).format(at)
}

function dayIn(locale: string, day: Day): string {
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'long' }).format(new Date(day))
}
