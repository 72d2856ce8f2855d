import type { Texts } from '../../platform/i18n/index.ts'
import { troubleTexts } from '../../platform/keys/index.ts'
import { texts as refusals } from './texts.ts'

const cs = {
  CHANGED_SINCE_CONFIRMATION: 'Dokument se po přípravě seznamu změnil, proto podepsán nebyl. Prohlédněte si rozdíl.',
  'not-waiting': 'O podpis už žádáno není: žádost byla odvolána, vrácena nebo předána.',
  'in-other-ceremony': 'Dokument se už podepisuje v jiném hromadném podpisu.',
  'no-timestamp': 'Podepsáno, čeká se na časové razítko. Zkusí se to znovu samo.',
  'broken-signature': 'Klíč vrátil podpis, který nesedí na dokument nebo certifikát.',
  'not-appended': 'Podepsaný soubor nezačíná původním dokumentem, proto nebyl přijat.',
  'not-prepared': 'Dokument se k podpisu nepodařilo připravit.',
  'content-damaged': 'Uložený soubor je poškozený, proto podepsán nebyl. Správce ho obnoví ze zálohy.',
  'content-missing': 'Uložený soubor chybí, proto podepsán nebyl. Správce ho obnoví ze zálohy.',
  'took-too-long': 'Příprava souboru k podpisu trvala příliš dlouho, proto podepsán nebyl.',
  withdrawn: 'Podepsané znění bylo mezitím vzato zpět.',
  'key-unavailable': 'Podpisový klíč není dostupný.',
  broken: 'Podpis se nepodařilo uložit. Správce o tom ví.',
  obstacle: 'Soubor podepsat nelze.',
  'no-free-place': 'Na poslední straně už není volné místo, kde by podpis nic nezakryl.',
  'signed-unshown': 'Dokument už je podepsán tak, že na jeho stránky nesmí nic přibýt.',
  'no-page': 'Soubor nemá stránky, na kterých by podpis byl vidět.',
  'too-large': 'Soubor je pro podpis příliš velký.',
  'no-container': 'Soubor nelze vložit do kontejneru ASiC-E tak, aby ho každý přečetl.',
  'no-final-container': 'Konečné vyhotovení se osvědčuje jen u PDF.',
  'place-unknown': 'Volné místo pro podpis se na stránce nepodařilo najít.',
} as const

const en: Record<keyof typeof cs, string> = {
  CHANGED_SINCE_CONFIRMATION: 'The document changed after the list was prepared, so it was not signed. Look at the difference.',
  'not-waiting': 'The signature is no longer asked for: the request was withdrawn, returned or passed on.',
  'in-other-ceremony': 'The document is already being signed in another list.',
  'no-timestamp': 'Signed, waiting for the time stamp. It is tried again by itself.',
  'broken-signature': 'The key returned a signature that does not fit the document or the certificate.',
  'not-appended': 'The signed file does not begin with the original document, so it was not accepted.',
  'not-prepared': 'The document could not be prepared for signing.',
  'content-damaged': 'The stored file is damaged, so it was not signed. The administrator restores it from a backup.',
  'content-missing': 'The stored file is missing, so it was not signed. The administrator restores it from a backup.',
  'took-too-long': 'Preparing the file took too long, so it was not signed.',
  withdrawn: 'The signed wording was taken back meanwhile.',
  'key-unavailable': 'The signing key cannot be reached.',
  broken: 'The signature could not be stored. The administrator knows.',
  obstacle: 'The file cannot be signed.',
  'no-free-place': 'The last page has no free place left where the signature would cover nothing.',
  'signed-unshown': 'The document is signed in a way that lets nothing more come on its pages.',
  'no-page': 'The file has no pages on which the signature could be seen.',
  'too-large': 'The file is too large to be signed.',
  'no-container': 'The file cannot be put in an ASiC-E container that everybody reads.',
  'no-final-container': 'Only a PDF is certified as a final copy.',
  'place-unknown': 'No free place for the signature could be found on the page.',
}

export const codeTexts: Texts<Record<keyof typeof cs, string>> = { cs, en }

/** A code in words; one of the engine that this room has no words for is told as it is, after what it means. */
export function wordsOf(code: string, language: 'cs' | 'en'): string {
  const own: Readonly<Record<string, string>> = codeTexts[language]
  const told: Readonly<Record<string, string>> = refusals[language]
  const ofKey: Readonly<Record<string, string>> = troubleTexts[language]
  return own[code] ?? told[code] ?? ofKey[code] ?? `${codeTexts[language].obstacle} (${code})`
}

const unshownTexts: Texts<string> = { cs: 'Bez viditelného podpisu na stránce.', en: 'No signature seen on the page.' }

/** That a signature is not shown though its rule says so, and why. */
export const unshownWords = (code: string, language: 'cs' | 'en'): string => {
  const why: Readonly<Record<string, string>> = codeTexts[language]
  return `${unshownTexts[language]} ${why[code] ?? codeTexts[language]['place-unknown']}`
}
