import type { Texts } from '../i18n/language.ts'

const cs = {
  'not-signed-in': 'Nejste přihlášeni, nebo vaše přihlášení vypršelo. Přihlaste se znovu.',
  'not-allowed': 'K tomuto úkonu nemáte oprávnění.',
  'reauthentication-needed': 'Jde o citlivý úkon. Potvrďte, že jste to opravdu vy; pak se provede.',
  'device-key-needed': 'K tomuto úkonu je potřeba přístupový klíč vázaný na zařízení. Potvrďte se jím, nebo si ho přidejte v části Můj účet.',
  'second-factor-missing': 'Úřad od vás žádá druhý stupeň přihlášení. Nejdřív si přidejte přístupový klíč.',
  'cross-site': 'Požadavek přišel z cizí stránky, proto nebyl proveden.',
  'not-understood': 'Požadavku není rozumět. Zkontrolujte vyplněné údaje.',
  'too-large': 'Soubor nebo zpráva je příliš velká.',
  'too-many': 'Příliš mnoho pokusů. Zkuste to prosím za chvíli znovu.',
  'no-such-page': 'Taková stránka tu není.',
  'no-space': 'Na úložišti úřadu došlo místo. Co nebylo potvrzeno, se neuložilo. Zkuste to, až správce místo uvolní; opakování nic nezdvojí.',
  'database-down': 'Databáze teď neodpovídá. Co nebylo potvrzeno, se neuložilo. Zkuste to za chvíli znovu; opakování nic nezdvojí.',
  'outcome-unknown': 'Spojení s databází se přerušilo právě při ukládání a není jisté, zda se úkon provedl. Než ho zopakujete, podívejte se prosím, zda už není hotový.',
  'files-down': 'Úložiště souborů teď neodpovídá. Co nebylo potvrzeno, se neuložilo. Zkuste to za chvíli znovu; opakování nic nezdvojí.',
  failure: 'Něco se nepovedlo na naší straně. Zkuste to znovu; když to nepomůže, sdělte správci uvedené číslo.',
}

const en: typeof cs = {
  'not-signed-in': 'You are not signed in, or your session has expired. Sign in again.',
  'not-allowed': 'You are not entitled to do this.',
  'reauthentication-needed': 'This is a sensitive act. Confirm that it is really you; then it will be done.',
  'device-key-needed': 'This act needs a passkey bound to its device. Confirm with one, or add one in My account.',
  'second-factor-missing': 'The office asks you for a second step at sign-in. Add a passkey first.',
  'cross-site': 'The request came from another site, so it was not carried out.',
  'not-understood': 'The request could not be understood. Check what was filled in.',
  'too-large': 'The file or message is too large.',
  'too-many': 'Too many attempts. Please try again in a while.',
  'no-such-page': 'There is no such page.',
  'no-space': 'The storage of the office is full. What was not confirmed was not stored. Try again when the administrator has made room; repeating doubles nothing.',
  'database-down': 'The database does not answer just now. What was not confirmed was not stored. Try again in a while; repeating doubles nothing.',
  'outcome-unknown': 'The connection to the database broke in the moment of saving, and it is not certain whether this was done. Please look whether it is there before you do it again.',
  'files-down': 'The storage of files does not answer just now. What was not confirmed was not stored. Try again in a while; repeating doubles nothing.',
  failure: 'Something failed on our side. Try again; if that does not help, tell the administrator the number shown.',
}

export const texts: Texts<typeof cs> = { cs, en }
