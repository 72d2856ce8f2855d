const cs = {
  title: 'Podpisy', none: 'Dokument jsme ověřili. Podpis ani pečeť na něm nejsou.', details: 'Podrobnosti pro odborníky', signed: 'Co přesně bylo podepsáno', again: 'Ověřit znovu', signedHere: 'Dokument je podepsán v tomto úřadě. Podpis od té doby nikdo neověřoval.', judge: 'Ověřit podpisy', judged: 'Podpisy jsou ověřeny.',
  judgedAt: (when: string) => `Ověřeno ${when}.`, ofVersion: (n: number) => `Platí pro verzi ${n}.`, compare: 'Co se změnilo',
  older: (n: number, changes: number) => `Podepsána je verze ${n}, od té doby ${changes === 1 ? '1 změna' : changes < 5 ? `${changes} změny` : `${changes} změn`}.`,
  sources: { timestamp: 'doložen časovým razítkem', now: 'čas ověření' }, qualified: 'kvalifikované', issued: (issuer: string, serial: string) => `vydal ${issuer}, č. ${serial},`, revision: (n: number, of: number) => `uložení ${n} z ${of}`,
  facts: {
    result: 'Výsledek (EN 319 102-1)', level: 'Úroveň', qualification: 'Kvalifikace', reason: 'Důvod podpisu', signedAt: 'Udaný čas podpisu', decisive: 'Rozhodný čas', certificate: 'Certifikát', algorithms: 'Algoritmy',
    stamps: 'Časová razítka', coverage: 'Rozsah', changes: 'Změny po podpisu', pages: 'Změněné strany', paths: 'Změněné objekty', problems: 'Zjištění',
  },
}

const en: typeof cs = {
  title: 'Signatures', none: 'The document was examined. It bears no signature and no seal.', details: 'Details for experts', signed: 'What exactly was signed', again: 'Validate again', signedHere: 'The document was signed in this office. Nobody has validated the signature since.', judge: 'Validate the signatures', judged: 'The signatures are validated.',
  judgedAt: (when) => `Validated ${when}.`, ofVersion: (n) => `Holds for version ${n}.`, compare: 'What changed',
  older: (n, changes) => `Version ${n} is signed; ${changes === 1 ? '1 change' : `${changes} changes`} since then.`,
  sources: { timestamp: 'proven by a time stamp', now: 'time of validation' }, qualified: 'qualified', issued: (issuer, serial) => `issued by ${issuer}, no. ${serial},`, revision: (n, of) => `revision ${n} of ${of}`,
  facts: {
    result: 'Result (EN 319 102-1)', level: 'Level', qualification: 'Qualification', reason: 'Reason for signing', signedAt: 'Claimed time', decisive: 'Decisive time', certificate: 'Certificate', algorithms: 'Algorithms',
    stamps: 'Time stamps', coverage: 'Coverage', changes: 'Changes after signing', pages: 'Changed pages', paths: 'Changed objects', problems: 'Findings',
  },
}

export const validationTexts = { cs, en }
