import type { Texts } from '../i18n/index.ts'
import type { TroubleCode } from './model.ts'

const cs: Record<TroubleCode, string> = {
  'confirmation-needed': 'Klíč čeká na další potvrzení svého držitele.',
  'not-authorised': 'Otisk není mezi potvrzenými, proto podepsán nebyl.',
  'authorisation-expired': 'Od potvrzení uplynulo příliš mnoho času. Potvrďte podpis znovu.',
  'pin-incorrect': 'PIN není správný. Po několika chybných pokusech se klíč zablokuje.',
  'code-incorrect': 'Jednorázový kód není správný nebo už neplatí. Nechte si poslat nový.',
  'secret-incorrect': 'PIN nebo jednorázový kód není správný. Po několika chybných pokusech se klíč zablokuje.',
  'key-locked': 'Klíč je zablokovaný. Odblokuje ho jeho vydavatel.',
  'key-removed': 'Karta nebo token s klíčem tu není. Připojte ho a pokračujte.',
  'service-unreachable': 'Služba s podpisovým klíčem teď neodpovídá. Zkusí se to znovu samo.',
  'service-refused': 'Služba s podpisovým klíčem podpis odmítla.',
  'key-unreadable': 'Podpisový klíč nelze přečíst.',
  'driver-missing': 'Na serveru chybí ovladač karet a tokenů (PKCS#11).',
}

const en: Record<TroubleCode, string> = {
  'confirmation-needed': 'The key waits for another confirmation of its holder.',
  'not-authorised': 'The digest is not among those confirmed, so it was not signed.',
  'authorisation-expired': 'Too much time has passed since the confirmation. Confirm the signing again.',
  'pin-incorrect': 'The PIN is not right. After a few wrong ones the key locks itself.',
  'code-incorrect': 'The one-time code is not right or no longer good. Have another sent.',
  'secret-incorrect': 'The PIN or the one-time code is not right. After a few wrong ones the key locks itself.',
  'key-locked': 'The key is locked. Its issuer can unlock it.',
  'key-removed': 'The card or token with the key is not there. Connect it and go on.',
  'service-unreachable': 'The service with the signing key does not answer now. It is tried again by itself.',
  'service-refused': 'The service with the signing key refused to sign.',
  'key-unreadable': 'The signing key cannot be read.',
  'driver-missing': 'The server has no driver of cards and tokens (PKCS#11).',
}

export const troubleTexts: Texts<Record<TroubleCode, string>> = { cs, en }
