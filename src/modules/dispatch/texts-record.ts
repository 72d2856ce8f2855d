import type { Consignment } from './model.ts'

/** Notices put on people's desks. They become part of the record, so they are in the language of the office. */
export const notices = {
  notSettled: (number: string) => `Odpověď č. j. ${number} odešla, ale dokument se nepodařilo vyřídit. Vyřiďte ho prosím sami.`,
  notDelivered: ({ recipient, email, response }: Pick<Consignment, 'recipient' | 'email' | 'response'>) =>
    `Odpověď se nepodařilo doručit${email ? ` na adresu ${email}` : `: ${recipient}`}. ${response ?? ''}`.trim().slice(0, 2000),
}
