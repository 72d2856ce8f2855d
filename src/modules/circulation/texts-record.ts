/** Why an item ended by rule. It becomes part of the record, so it is in the language of the office. */
export const reasons = {
  contentChanged: 'Znění dokumentu bylo nahrazeno novým.',
  fileSettled: 'Spis byl vyřízen.',
  withdrawn: 'Podepsané znění bylo vzato zpět.',
  documentCancelled: 'Dokument byl znepřístupněn.',
  enough: 'Odpovědí už je dost, krok skončil.',
  silence: 'Ve lhůtě se nevyjádřil, podle pravidla kroku souhlasí.',
  limitStands: 'Lhůta stojí, nový konec se počítá, až poběží dál.',
  urged: 'Urgence: tato věc na vás čeká a její žadatel ji připomíná.',
  takenBack: 'Předání bylo vzato zpět.',
}
