import type { Texts } from '../i18n/index.ts'

const cs = {
  referenceNumber: 'Číslo jednací',
  fileReference: 'Spisová značka',
  uniqueId: 'Identifikátor',
  yourReference: 'Vaše značka',
  handledBy: 'Vyřizuje',
  phone: 'Telefon',
  email: 'E-mail',
  date: 'Datum',
  subject: 'Věc:',
  businessId: 'IČO',
  dataBox: 'datová schránka',
  attachments: 'Přílohy',
  page: 'Strana',
  of: 'z',
  months: ['ledna', 'února', 'března', 'dubna', 'května', 'června', 'července', 'srpna', 'září', 'října', 'listopadu', 'prosince'],
  day: (day: number, month: string, year: number) => `${day}. ${month} ${year}`,
}

const en: typeof cs = {
  referenceNumber: 'Reference number',
  fileReference: 'File reference',
  uniqueId: 'Identifier',
  yourReference: 'Your reference',
  handledBy: 'Handled by',
  phone: 'Telephone',
  email: 'E-mail',
  date: 'Date',
  subject: 'Subject:',
  businessId: 'Company ID',
  dataBox: 'data box',
  attachments: 'Attachments',
  page: 'Page',
  of: 'of',
  months: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
  day: (day: number, month: string, year: number) => `${day} ${month} ${year}`,
}

/** The fixed words of a letter, with the names of months and the order of a date as its language has them. */
export const letterTexts: Texts<typeof cs> = { cs, en }
