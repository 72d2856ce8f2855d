import type { Hold } from './model.ts'

/** Labels of what a person is told of themselves; Czech, as the copy is. What is not here is shown by its own name. */
export const labels: Readonly<Record<string, string>> = {
  kind: 'Druh', name: 'Jméno', email: 'E-mail', address: 'Adresa', dataBox: 'Datová schránka', ico: 'IČO', bornOn: 'Datum narození', post: 'Funkce', unit: 'Útvar', roles: 'Role',
  language: 'Jazyk', sessions: 'Přihlášení', substitutions: 'Zastupování', subject: 'Věc', direction: 'Směr', fileReference: 'Spisová značka', uniqueId: 'JID',
  senderReference: 'Vaše značka', receivedAt: 'Doručeno', dispatchedAt: 'Odesláno', state: 'Stav', settledWay: 'Způsob vyřízení', channel: 'Způsob doručení', senderName: 'Odesílatel',
  senderEmail: 'E-mail odesílatele', phone: 'Telefon', askedAt: 'Zadáno', doneAt: 'Hotovo', instruction: 'Pokyn', answer: 'Sdělení', recipient: 'Adresát', sentAt: 'Odesláno',
  deliveredAt: 'Doručeno', postingNumber: 'Podací číslo', response: 'Odpověď doručovatele', receiptAt: 'Potvrzení odesláno', deliveries: 'Doručeno na portál', downloads: 'Staženo',
  list: 'Seznam', query: 'Podmínky', entries: 'Záznamy',
}

export const values: Readonly<Record<string, string>> = {
  Fyzicka: 'fyzická osoba', Osvc: 'podnikající fyzická osoba', Pravnicka: 'právnická osoba', Neurceno: 'neurčeno', incoming: 'doručený', outgoing: 'vlastní', cs: 'čeština', en: 'angličtina',
  EPodatelnaMail: 'e-mail', EPodatelnaWeb: 'portál', EPodatelnaNosic: 'nosič dat', Osobne: 'osobně', Posta: 'pošta', nevyrizen: 'nevyřízen', vyrizen: 'vyřízen', uzavren: 'uzavřen',
  skartovan: 'skartován', znicen: 'zničen', prenesen: 'přenesen', predanDoArchivu: 'předán do archivu', znepristupnen: 'stornován', registered: 'zaevidováno', refused: 'odmítnuto', waiting: 'čeká',
}

/** Why something stays, in one sentence of plain Czech. */
export function holdSentence({ reason, until, regime }: Hold): string {
  const by = regime ? ` (skartační režim ${regime})` : ''
  switch (reason) {
    case 'file-open': return `Uchováváme, protože spis není uzavřen${by}.`
    case 'retention': return `Uchováváme nejméně do 31. 12. ${until}, kdy skončí skartační lhůta${by}; poté proběhne skartační řízení.`
    case 'disposal-due': return `Skartační lhůta skončila${by}; uchováváme do skončení skartačního řízení.`
    case 'archival': return `Uchováváme trvale: spis je určen k předání do archivu${by}.`
    case 'trigger-unknown': return `Uchováváme, dokud nenastane událost, od které běží skartační lhůta${by}.`
    case 'no-class': return 'Uchováváme, protože spis ještě není zařazen do věcné skupiny.'
    case 'documents': return `Uchováváme, dokud vedeme dokument, ke kterému údaj patří${until === null ? '' : `; nejméně do 31. 12. ${until}`}.`
    case 'waiting': return 'Uchováváme, protože podání čeká na zaevidování.'
    case 'employed': return 'Uchováváme po dobu zaměstnání.'
    case 'account-period': return `Uchováváme do konce lhůty pro účty, nejpozději do 31. 12. ${until}.`
    case 'sealed-log': return 'Zapečetěná denní ztvárnění protokolu se nemění a uchovávají se po svou skartační lhůtu; nahlížejí do nich jen auditoři.'
    case 'official-record': return 'Uchováváme: kdo úřední úkon provedl, je součástí záznamu o něm.'
  }
}
