import type { Texts } from '../i18n/language.ts'

const cs = {
  'not-signed-in': 'Nejste přihlášeni, nebo vaše přihlášení vypršelo. Přihlaste se znovu.',
  'not-allowed': 'K tomuto úkonu nemáte oprávnění.',
  'cross-site': 'Požadavek přišel z cizí stránky, proto nebyl proveden.',
  'not-understood': 'Požadavku není rozumět. Zkontrolujte vyplněné údaje.',
  'too-large': 'Soubor nebo zpráva je příliš velká.',
  'too-many': 'Příliš mnoho pokusů. Zkuste to prosím za chvíli znovu.',
  'no-such-page': 'Taková stránka tu není.',
  failure: 'Něco se nepovedlo na naší straně. Zkuste to znovu; když to nepomůže, sdělte správci uvedené číslo.',
}

const en: typeof cs = {
  'not-signed-in': 'You are not signed in, or your session has expired. Sign in again.',
  'not-allowed': 'You are not entitled to do this.',
  'cross-site': 'The request came from another site, so it was not carried out.',
  'not-understood': 'The request could not be understood. Check what was filled in.',
  'too-large': 'The file or message is too large.',
  'too-many': 'Too many attempts. Please try again in a while.',
  'no-such-page': 'There is no such page.',
  failure: 'Something failed on our side. Try again; if that does not help, tell the administrator the number shown.',
}

export const texts: Texts<typeof cs> = { cs, en }
