import type { FileRefusal } from '../../platform/bulk-signing/index.ts'

/** Why a file was not signed, in words that say what to do. What is missing here means that the file cannot be read in one way only. */
const texts: Partial<Record<FileRefusal, string>> & Readonly<Record<string, string>> = {
  'wrong-password': 'The password does not open the file of the key.',
  'malformed': 'The file of the key is no PKCS#12 file, or is damaged.',
  'unknown-cipher': 'The file of the key is locked in a way that is not known here. Export it again with current software.',
  'no-key': 'The file of the key holds no private key.',
  'no-certificate': 'The file of the key holds no certificate for its key.',
  'unsupported-key': 'Signatures are made by RSA, the curves P-256, P-384 and P-521, and Ed25519; this key is of another kind.',
  'certificate-expired': 'The certificate has expired: what it signs now is not valid.',
  'certificate-not-yet-valid': 'The certificate is not valid yet. Is the clock right?',
  'certificate-not-for-signing': 'The certificate was not issued for signing documents.',
  'not-a-pdf': 'It is no PDF file.',
  'encrypted': 'The file is encrypted. Save it without encryption and sign that.',
  'trailing-data': 'Something stands behind the end of the document. Save it anew and sign that.',
  'no-changes-permitted': 'An earlier signature permits no changes: the document is final.',
  'field-locked': 'An earlier signature locked the fields of the document.',
  'not-first-signature': 'Only the first signature can certify, and the file is signed already.',
  'broken-signature': 'A signature in the file is broken. Find out what happened to the document before anybody signs it.',
  'field-already-signed': 'The field is signed already.',
  'not-a-signature-field': 'The field is none for signatures.',
  'bad-field-name': 'A field cannot have this name.',
  'seed-value': 'The field asks for another kind of signature than is made here.',
  'dynamic-form': 'It is a dynamic form (XFA), which shows itself differently. Print it to a PDF file and sign that.',
  'active-content': 'The file runs scripts or programs, which could change what it shows. Print it to a PDF file and sign that.',
  'hidden-content': 'The file has layers that do not always show. Print it to a PDF file and sign that.',
  'no-such-page': 'The document has no pages.',
  'too-large': 'The file is larger than 256 MB.',
  'file-unreadable': 'The file cannot be read.',
  'output-exists': 'A file of this name is in the output folder already, and is not overwritten.',
  'output-unwritable': 'The signed file could not be written. Is the disk full, or the folder read-only?',
  'bad-file-name': 'A container cannot hold a file of this name. Rename it.',
  'no-timestamp': 'No authority gave a time stamp; nothing was written.',
  'gap-too-small': 'The signature with its time stamp is larger than the room for it.',
  'crashed': 'Signing this file failed unexpectedly; the other files were not affected.',
}

export const signingText = (code: string): string => texts[code] ?? 'The structure of the file is broken or can be read in two ways. Save it anew and sign that.'
