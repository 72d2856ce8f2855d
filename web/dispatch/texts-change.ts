const cs = {
  open: 'Změnit podepsaný dokument', title: 'Změna podepsaného dokumentu', close: 'Zavřít',
  lead: (version: number) => `Verze ${version} je podepsaná a zůstane taková, ať zvolíte cokoli. Podpisy na ní platí dál pro ni.`,
  leadSent: 'Dokument odešel. Co odešlo, se nemění; chybu napraví jiný dokument.',
  fix: 'Opravit zřejmou nesprávnost', fixLead: 'Překlep nebo chyba v počtech: smysl se nemění. Nová verze ponese, kterou verzi opravuje a proč, a k podpisu půjde podle pravidla agendy.',
  reword: 'Napsat nové znění', rewordLead: 'Mění se, co dokument říká. Uveďte důvod; vznikne nepodepsaná verze a o podpis se požádá podle pravidla agendy znovu.',
  withdraw: 'Vzít zpět', withdrawLead: 'Podepsané znění se nevypraví a nikdo už o ně nebude žádán. Důvod zůstane u dokumentu.', reason: 'Důvod', reasonMissing: 'Uveďte důvod.', withdrawn: 'Podepsané znění je vzato zpět.',
  final: 'Vydat konečné vyhotovení', finalLead: 'Úřad znění opatří pečetí, po které už do souboru nelze nic přidat.', finalAsked: 'Konečné vyhotovení se připravuje.',
  correct: 'Opravit zřejmou nesprávnost', correctLead: 'Napište opravu podle § 70 správního řádu. Půjde témuž adresátovi a oba dokumenty na sebe odkážou.',
  correction: 'Oprava vypraveného dokumentu', correctionLead: (number: string) => `Opraví se zřejmá nesprávnost v ${number}. Původní dokument zůstane, jak odešel.`,
  signedNote: (version: number) => `Verze ${version} je podepsaná`, signedLead: 'Uložením vznikne nová, nepodepsaná verze. Uveďte, co měníte a proč.',
  kind: 'Co měníte', kinds: { correction: 'Opravuji zřejmou nesprávnost', rewording: 'Měním znění' },
  isWithdrawn: 'Podepsané znění bylo vzato zpět. Uložením nového začne schvalování znovu.',
  corrects: 'Opravuje', correctedBy: 'Opraveno dokumentem',
}

const en: typeof cs = {
  open: 'Change the signed document', title: 'Changing a signed document', close: 'Close',
  lead: (version: number) => `Version ${version} is signed and stays so whatever you choose. The signatures on it go on being valid for it.`,
  leadSent: 'The document has left. What has left does not change; another document puts an error right.',
  fix: 'Correct an obvious error', fixLead: 'A slip of the pen or of the numbers: the meaning stays. The new version says which one it corrects and why, and is signed as the rule of the agenda says.',
  reword: 'Write another wording', rewordLead: 'What the document says changes. Say why; an unsigned version comes of it, and signatures are asked for again as the rule of the agenda says.',
  withdraw: 'Take back', withdrawLead: 'The signed wording is not sent and nobody is asked about it any more. The reason stays with the document.', reason: 'Reason', reasonMissing: 'Say why.', withdrawn: 'The signed wording has been taken back.',
  final: 'Issue the final copy', finalLead: 'The office puts its seal to the wording, after which nothing can be added to the file.', finalAsked: 'The final copy is being made.',
  correct: 'Correct an obvious error', correctLead: 'Write a correction (§ 70 of the administrative procedure act). It goes to the same addressee, and both documents refer to each other.',
  correction: 'Correction of a document that was sent', correctionLead: (number: string) => `An obvious error in ${number} is put right. The original stays as it left.`,
  signedNote: (version: number) => `Version ${version} is signed`, signedLead: 'Saving makes a new, unsigned version. Say what you change and why.',
  kind: 'What you change', kinds: { correction: 'I correct an obvious error', rewording: 'I change the wording' },
  isWithdrawn: 'The signed wording was taken back. Saving another one begins the approval anew.',
  corrects: 'Corrects', correctedBy: 'Corrected by',
}

export const changeTexts = { cs, en }
