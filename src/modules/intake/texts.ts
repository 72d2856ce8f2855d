import type { Texts } from '../../platform/i18n/index.ts'
import type { QuarantineReason } from './model.ts'
import type { RefuseRefusal } from './service-refuse.ts'
import type { RegisterRefusal } from './service-register.ts'

export type IntakeRefusal = RegisterRefusal | RefuseRefusal | 'key-reused' | 'no-file' | 'too-large' | 'no-preview'

const cs = {
  refusals: {
    'not-found': 'Takové podání tu není.',
    'not-read-yet': 'Podání se ještě čte. Zkuste to za chvíli.',
    'already-registered': 'Podání už někdo zaevidoval.',
    'already-refused': 'Podání už někdo odmítl.',
    quarantined: 'Podání je v karanténě a nelze ho zaevidovat. Odmítněte ho s důvodem, nebo si vyžádejte nové.',
    'reason-missing': 'Uveďte, proč podání odmítáte.',
    'subject-missing': 'Vyplňte, čeho se podání týká.',
    'unit-missing': 'Vyberte útvar, kterému podání patří.',
    'no-such-unit': 'Takový útvar v úřadu není.',
    'no-such-file': 'Takový spis neexistuje.',
    'file-closed': 'Spis už je vyřízen nebo uzavřen. Založte nový.',
    'key-reused': 'Tento požadavek už byl použit k něčemu jinému. Načtěte stránku znovu.',
    'no-preview': 'Náhled se nepodařilo připravit. Stáhněte si soubor.',
    'no-file': 'Nepřišel žádný soubor.',
    'too-large': 'Soubor je větší než 50 MB, nebo je jich v jednom odeslání příliš mnoho. Pošlete ho po částech nebo na nosiči.',
  } satisfies Record<IntakeRefusal, string>,
  quarantine: {
    empty: 'Soubor je prázdný.',
    executable: 'Soubor je program. Úřad programy nepřijímá a neotevírá.',
    'unknown-format': 'Nepodařilo se poznat, co je to za soubor.',
    damaged: 'Soubor je poškozený a nejde přečíst.',
    'too-complex': 'Soubor je příliš velký nebo příliš složitý (mnoho příloh, zpráv ve zprávách), takže se celý nepřečetl.',
    'unsafe-to-read': 'Soubor se nepodařilo bezpečně přečíst; může být nebezpečný. Neotvírejte ho.',
    'archive-encrypted': 'Archiv je zašifrovaný, takže nejde zkontrolovat, co v něm je. Vyžádejte si soubory bez hesla.',
    'archive-bomb': 'Archiv by se rozbalil do neúnosné velikosti nebo hloubky; takový se neotvírá.',
    'archive-names': 'Soubory v archivu mají názvy, které by se zapsaly mimo složku archivu.',
    'archive-ambiguous': 'Archiv říká na dvou místech něco jiného o tom, co v něm je, nebo v něm jsou dva soubory téhož názvu.',
    malware: 'Antivirová kontrola v souboru našla škodlivý kód. Neotvírejte ho.',
    'not-scanned': 'Soubor je větší, než kolik antivirová kontrola prohlíží, takže neprošel. Vyžádejte si ho po částech.',
    'changed-after-signing': 'Soubor byl po podpisu změněn způsobem, který podpis nedovoluje. To, co zobrazuje, nikdo nepodepsal. Vyžádejte si původní soubor.',
  } satisfies Record<QuarantineReason, string>,
}

const en: typeof cs = {
  refusals: {
    'not-found': 'There is no such submission.',
    'not-read-yet': 'The submission is still being read. Try again in a moment.',
    'already-registered': 'Somebody has already registered the submission.',
    'already-refused': 'Somebody has already refused the submission.',
    quarantined: 'The submission is in quarantine and cannot be registered. Refuse it with a reason, or ask for another.',
    'reason-missing': 'Say why you refuse the submission.',
    'subject-missing': 'Fill in what the submission is about.',
    'unit-missing': 'Choose the unit the submission belongs to.',
    'no-such-unit': 'There is no such unit in the office.',
    'no-such-file': 'There is no such file.',
    'file-closed': 'The file has already been settled or closed. Open a new one.',
    'key-reused': 'This request was already used for something else. Load the page again.',
    'no-preview': 'The preview could not be made. Download the file.',
    'no-file': 'No file arrived.',
    'too-large': 'The file is larger than 50 MB, or too many were sent at once. Send it in pieces or on a medium.',
  },
  quarantine: {
    empty: 'The file is empty.',
    executable: 'The file is a program. The office neither takes nor opens programs.',
    'unknown-format': 'It could not be told what kind of file this is.',
    damaged: 'The file is damaged and cannot be read.',
    'too-complex': 'The file is too large or too complex (many attachments, messages within messages), so it was not read whole.',
    'unsafe-to-read': 'The file could not be read safely; it may be dangerous. Do not open it.',
    'archive-encrypted': 'The archive is encrypted, so what is in it cannot be checked. Ask for the files without a password.',
    'archive-bomb': 'The archive would unpack to an unbearable size or depth; such a one is not opened.',
    'archive-names': 'Files in the archive have names that would be written outside the folder of the archive.',
    'archive-ambiguous': 'The archive says two different things about what is in it, or holds two files of the same name.',
    malware: 'The malware scan found malicious code in the file. Do not open it.',
    'not-scanned': 'The file is larger than what the malware scan looks at, so it did not pass. Ask for it in pieces.',
    'changed-after-signing': 'The file was changed after it was signed, in a way the signature does not allow. Nobody signed what it shows. Ask for the original file.',
  },
}

export const texts: Texts<typeof cs> = { cs, en }
