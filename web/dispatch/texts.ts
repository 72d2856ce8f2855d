import type { Stage } from './answer.ts'

const cs = {
  title: 'Odpověď', newTitle: 'Nová odpověď', documents: 'Dokumenty',
  newLead: (number: string) => `Odpověď na ${number}. Číslo jednací dostane, až ji poprvé uložíte.`,
  replySubject: (subject: string) => /^(re|odpověď)\s*:/i.test(subject) ? subject : `Odpověď: ${subject}`,
  write: 'Text odpovědi', subject: 'Věc', body: 'Text', subjectMissing: 'Vyplňte věc.', bodyMissing: 'Napište text odpovědi.',
  hint: 'Prázdný řádek odděluje odstavce. Řádek začínající „- “ je odrážka, řádek začínající „# “ nadpis. Hlavičku, adresáta i podpis doplní úřad sám.',
  save: 'Uložit a zobrazit dopis', create: 'Uložit odpověď', unsaved: 'Neuložené změny zůstávají v tomto okně prohlížeče.', asSaved: 'Uloženo.', revert: 'Vrátit uložené znění',
  otherVersion: 'Někdo mezitím uložil jiné znění. Vaše rozepsané zůstalo; uložením ho nahradíte.',
  looseApproval: 'Tohle znění je schváleno. Uložením jiného textu schválení ztratí platnost.',
  letter: 'Dopis', letterWaits: 'Dopis se sází, za chvíli tu bude.',
  course: 'Kam odpověď došla',
  stages: { writing: 'Napsat', approving: 'Schválit', sending: 'Odeslat', sent: 'Odesláno', delivered: 'Doručeno' } satisfies Record<Stage, string>,
  stageWords: { writing: 'Napište odpověď a uložte ji.', approving: 'Předložte uložené znění ke schválení.', sending: 'Znění je schváleno, můžete ho odeslat.', sent: 'Odpověď odešla.', delivered: 'Odpověď je doručena.' } satisfies Record<Stage, string>,
  awaited: (who: string) => `Čeká se na schválení: ${who}.`,
  send: {
    title: 'Odeslání', email: 'E-mail adresáta', emailMissing: 'Vyplňte e-mail adresáta.', emailWrong: 'E-mail nemá správný tvar.', give: 'Odeslat e-mailem', given: 'Odpověď je předána k odeslání.', unsaved: 'Máte neuložené změny; odešle se poslední uložené a schválené znění.',
    onTheWay: (email: string) => `Odesílá se na ${email}`, tries: (count: number) => `Pokusů: ${count}. Zkouší se to samo dál.`, sent: (email: string) => `Odesláno na ${email}`, failed: (email: string) => `Na ${email} se doručit nepodařilo`,
    response: 'Poštovní server odpověděl', at: 'Převzato poštovním serverem', fix: 'Opravte adresu a odešlete znovu.', who: 'Odeslat ji může ten, kdo spis vyřizuje.',
  },
  openDocument: 'Stránka dokumentu', answersTo: 'Odpověď na',
}

const en = {
  title: 'Answer', newTitle: 'New answer', documents: 'Documents',
  newLead: (number: string) => `An answer to ${number}. It gets its reference number when you first save it.`,
  replySubject: (subject: string) => /^(re|answer)\s*:/i.test(subject) ? subject : `Odpověď: ${subject}`,
  write: 'Words of the answer', subject: 'Subject', body: 'Text', subjectMissing: 'Fill in the subject.', bodyMissing: 'Write the answer.',
  hint: 'An empty line parts paragraphs. A line that begins with “- ” is a list item, one with “# ” a heading. The head, the addressee and the signature are added by the office.',
  save: 'Save and show the letter', create: 'Save the answer', unsaved: 'Unsaved changes stay in this window of the browser.', asSaved: 'Saved.', revert: 'Back to the saved wording',
  otherVersion: 'Somebody has saved another wording meanwhile. What you wrote is still here; saving will replace theirs.',
  looseApproval: 'This wording is approved. Saving another text cancels the approval.',
  letter: 'Letter', letterWaits: 'The letter is being set; it will be here in a moment.',
  course: 'How far the answer is',
  stages: { writing: 'Write', approving: 'Approve', sending: 'Send', sent: 'Sent', delivered: 'Delivered' },
  stageWords: { writing: 'Write the answer and save it.', approving: 'Submit the saved wording for approval.', sending: 'The wording is approved, you can send it.', sent: 'The answer has left.', delivered: 'The answer has been delivered.' },
  awaited: (who: string) => `Waiting for the approval of ${who}.`,
  send: {
    title: 'Sending', email: 'Addressee’s e-mail', emailMissing: 'Fill in the addressee’s e-mail.', emailWrong: 'This is not an e-mail address.', give: 'Send by e-mail', given: 'The answer has been handed over for sending.', unsaved: 'You have unsaved changes; the last saved and approved wording will be sent.',
    onTheWay: (email: string) => `Being sent to ${email}`, tries: (count: number) => `Tries: ${count}. It goes on by itself.`, sent: (email: string) => `Sent to ${email}`, failed: (email: string) => `Could not be delivered to ${email}`,
    response: 'The mail server said', at: 'Taken by the mail server', fix: 'Correct the address and send again.', who: 'It is sent by whoever handles the file.',
  },
  openDocument: 'Page of the document', answersTo: 'Answers',
} satisfies typeof cs

export const dispatchTexts = { cs, en }
