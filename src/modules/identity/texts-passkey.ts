import type { Texts } from '../../platform/i18n/index.ts'
import type { RegisterRefusal, RemoveRefusal } from './service-passkey.ts'
import type { ProveRefusal } from './service-proof.ts'
import type { KeyLoginRefusal } from './service-sign-in.ts'

export type PasskeyRefusal = KeyLoginRefusal | RegisterRefusal | RemoveRefusal | ProveRefusal | 'key-reused'

const cs = {
  'key-refused': 'Přístupový klíč se nepodařilo ověřit. Zkuste to znovu; když to nepomůže, přihlaste se jinak a klíč přidejte znovu.',
  'key-known': 'Tento klíč už je u některého účtu přidaný.',
  'too-many-keys': 'Máte už 20 klíčů. Nejdřív některý odeberte.',
  'last-key': 'Úřad od vás žádá druhý stupeň přihlášení a tohle je váš jediný klíč. Nejdřív si přidejte jiný.',
  'last-bound-key': 'Pro citlivé úkony potřebujete klíč vázaný na zařízení a tohle je váš jediný. Nejdřív si přidejte jiný takový.',
  'not-found': 'Takový klíč tu není.',
  'wrong-password': 'Heslo nesouhlasí.',
  'password-not-enough': 'Heslo tu nestačí, potvrďte se přístupovým klíčem.',
  'too-many-tries': 'Příliš mnoho neúspěšných pokusů. Zkuste to znovu za čtvrt hodiny.',
  'session-ended': 'Přihlášení mezitím skončilo. Přihlaste se znovu.',
  'no-office': 'Na této adrese žádný úřad není.',
  'key-reused': 'Tento požadavek už byl použit k něčemu jinému. Načtěte stránku znovu.',
} satisfies Record<PasskeyRefusal, string>

const en: typeof cs = {
  'key-refused': 'The passkey could not be verified. Try again; if that does not help, sign in another way and add the key anew.',
  'key-known': 'This key belongs to an account already.',
  'too-many-keys': 'You have 20 keys already. Remove one first.',
  'last-key': 'The office asks you for a second step at sign-in and this is your only key. Add another first.',
  'last-bound-key': 'Sensitive acts need a key bound to its device and this is your only one. Add another such key first.',
  'not-found': 'There is no such key.',
  'wrong-password': 'The password is not right.',
  'password-not-enough': 'A password is not enough here; confirm with a passkey.',
  'too-many-tries': 'Too many failed attempts. Try again in a quarter of an hour.',
  'session-ended': 'The session has ended meanwhile. Sign in again.',
  'no-office': 'There is no office at this address.',
  'key-reused': 'This request was already used for something else. Load the page again.',
}

export const passkeyTexts: Texts<typeof cs> = { cs, en }
