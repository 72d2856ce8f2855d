/** Why an item ended by rule. It becomes part of the record, so it is in the language of the office. */
export const reasons = {
  contentChanged: 'Znění dokumentu bylo nahrazeno novým.',
  fileSettled: 'Spis byl vyřízen.',
}
