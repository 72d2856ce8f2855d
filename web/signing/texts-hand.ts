const cs = {
  secret: 'PIN', code: 'Jednorázový kód', codeHint: 'Služba vám ho pošle, až o něj požádáte.', sendCode: 'Poslat kód', codeSent: 'Kód je odeslán.', elsewhere: 'Služba vás požádá o potvrzení i ve vašem zařízení.',
  missing: 'Vyplňte.', keptNowhere: 'Oběh to předá podpisové službě a nikam neukládá.', says: (words: string) => `Služba k tomu říká: ${words}`, working: 'Podpisová služba právě podepisuje. Nedoběhne-li to, za chvíli budete požádáni znovu.',
  answer: 'Odpověď',
  card: 'Karta u vašeho počítače', off: 'Podpisový program neběží', offLead: 'Spusťte na tomto počítači program, který pracuje s vaší kartou. Stránka si ho všimne sama. Zeptá-li se prohlížeč, zda smí Oběh do místní sítě, povolte to.',
  unpaired: 'Propojte Oběh s podpisovým programem', unpairedLead: 'Program ukazuje ve svém okně šest číslic. Opište je sem. Stačí jednou na každém počítači.', pairCode: 'Šest číslic', pair: 'Propojit', pairWrong: 'Číslice nesedí. Po třech chybných pokusech je třeba program spustit znovu.',
  noCard: 'Karta s tímto klíčem tu není', noCardLead: 'Zasuňte do čtečky kartu, kterou je seznam připraven k podpisu.', ready: 'Karta je připravena.',
  pins: (n: string) => `Karta si řekne o PIN: ${n}. PIN zadáte podpisovému programu, do Oběhu ho nepište.`, onePin: 'Karta si řekne o PIN jednou. Zadáte ho podpisovému programu, do Oběhu ho nepište.',
  signing: (taken: string) => `Podepisuje karta. Hotovo od spuštění: ${taken}.`, keepOpen: 'Nechte stránku otevřenou, dokud karta podepisuje. Co je podepsáno, zůstává.', goOn: (n: string) => `Pokračovat: ${n}`, stopped: 'Karta přestala podepisovat',
  listTitle: (n: string) => `Oběh: hromadný podpis, ${n}`,
  times: { one: '×', few: '×', other: '×' },
  add: 'Přidat kartu', addLead: 'Vyberte certifikát z karty, kterým budete podepisovat.', choose: 'Certifikát', name: 'Název', nameHint: 'Jak si kartu pojmenujete, třeba „Služební karta“.', save: 'Přidat', added: 'Karta je přidána.', noCertificates: 'Na kartě není žádný certifikát', noCertificatesLead: 'Zasuňte kartu do čtečky.',
  troubles: {
    'confirmation-needed': 'V podpisovém programu jste podpis nepotvrdili, nebo karta čeká na další PIN.', 'not-authorised': 'Podpisový program odmítl podepsat něco, co nebylo v seznamu.', 'pin-incorrect': 'PIN není správný. Po několika chybných pokusech se karta zablokuje.',
    'key-locked': 'Karta je zablokovaná. Odblokuje ji PUK nebo její vydavatel.', 'key-removed': 'Karta byla vytažena. Vraťte ji do čtečky a pokračujte.', 'driver-missing': 'Na počítači chybí ovladač karty.', 'agent-gone': 'Podpisový program přestal odpovídat. Spusťte ho a pokračujte.',
    'signature-wrong': 'Podpis z karty nesedí na dokument nebo na certifikát, proto nebyl přijat.', 'unpaired': 'Podpisový program Oběh nezná. Propojte je znovu.', 'not-understood': 'Podpisový program odpověděl něčím, čemu Oběh nerozumí. Zkuste jeho novější verzi.',
  },
}

const en: typeof cs = {
  secret: 'PIN', code: 'One-time code', codeHint: 'The service sends it when you ask for it.', sendCode: 'Send the code', codeSent: 'The code is sent.', elsewhere: 'The service asks you to confirm on your own device too.',
  missing: 'Fill this in.', keptNowhere: 'Oběh passes it on to the signing service and keeps it nowhere.', says: (words) => `The service says: ${words}`, working: 'The signing service is signing. If that does not end, you are asked again in a moment.',
  answer: 'Answer',
  card: 'The card at your computer', off: 'The signing program is not running', offLead: 'Start the program that works with your card on this computer. The page will notice. If the browser asks whether Oběh may reach the local network, allow it.',
  unpaired: 'Pair Oběh with the signing program', unpairedLead: 'The program shows six digits in its window. Copy them here. Once for each computer is enough.', pairCode: 'Six digits', pair: 'Pair', pairWrong: 'The digits are not right. After three wrong tries the program has to be started again.',
  noCard: 'The card with this key is not here', noCardLead: 'Put in the card by which the list was prepared for signing.', ready: 'The card is ready.',
  pins: (n) => `The card will ask for its PIN ${n}. Give it to the signing program, never to Oběh.`, onePin: 'The card will ask for its PIN once. Give it to the signing program, never to Oběh.',
  signing: (taken) => `The card is signing. Done since the start: ${taken}.`, keepOpen: 'Keep the page open while the card signs. What is signed stays signed.', goOn: (n) => `Go on: ${n}`, stopped: 'The card has stopped signing',
  listTitle: (n) => `Oběh: signing a list, ${n}`,
  times: { one: 'time', few: 'times', other: 'times' },
  add: 'Add a card', addLead: 'Choose the certificate of the card you will sign with.', choose: 'Certificate', name: 'Name', nameHint: 'What you call the card, such as “Office card”.', save: 'Add', added: 'The card is added.', noCertificates: 'There is no certificate on the card', noCertificatesLead: 'Put the card into its reader.',
  troubles: {
    'confirmation-needed': 'You did not confirm in the signing program, or the card waits for another PIN.', 'not-authorised': 'The signing program refused to sign what was not in the list.', 'pin-incorrect': 'The PIN is not right. After a few wrong ones the card locks itself.',
    'key-locked': 'The card is locked. Its PUK or its issuer can unlock it.', 'key-removed': 'The card was taken out. Put it back and go on.', 'driver-missing': 'The computer has no driver of the card.', 'agent-gone': 'The signing program does not answer any more. Start it and go on.',
    'signature-wrong': 'The signature of the card does not fit the document or the certificate, so it was not taken.', 'unpaired': 'The signing program does not know Oběh. Pair them again.', 'not-understood': 'The signing program answered something Oběh does not understand. Try a newer version of it.',
  },
}

export const handTexts = { cs, en }
