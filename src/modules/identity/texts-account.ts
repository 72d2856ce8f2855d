import type { Texts } from '../../platform/i18n/index.ts'
import type { AcceptRefusal, ChangePasswordRefusal } from './service-account.ts'

const cs = {
  'link-invalid': 'Odkaz už neplatí: byl použit, vypršel, nebo ho nahradil novější. Požádejte správce o nový.',
  'password-short': 'Heslo je krátké. Použijte aspoň 12 znaků, třeba několik slov za sebou.',
  'password-common': 'Tohle heslo patří k nejčastějším a dá se uhodnout. Zvolte jiné, třeba několik nesouvisejících slov.',
  'password-personal': 'Heslo se skládá z vašeho jména, adresy nebo z názvu úřadu. Zvolte jiné.',
  'wrong-password': 'Dosavadní heslo nesouhlasí.',
  'same-password': 'Nové heslo je stejné jako dosavadní.',
  'not-found': 'Takové přihlášení už tu není.',
  'too-many-tries': 'Příliš mnoho neúspěšných pokusů. Zkuste to znovu za čtvrt hodiny.',
} satisfies Record<AcceptRefusal | ChangePasswordRefusal | 'not-found' | 'too-many-tries', string>

const en: typeof cs = {
  'link-invalid': 'The link is no longer valid: it was used, has expired, or a newer one replaced it. Ask an administrator for another.',
  'password-short': 'The password is short. Use at least 12 characters, several words for instance.',
  'password-common': 'This is one of the commonest passwords and can be guessed. Choose another, several unrelated words for instance.',
  'password-personal': 'The password is made of your name or address, or of the name of the office. Choose another.',
  'wrong-password': 'The present password is not right.',
  'same-password': 'The new password is the same as the present one.',
  'not-found': 'There is no such session any more.',
  'too-many-tries': 'Too many failed attempts. Try again in a quarter of an hour.',
}

export const accountTexts: Texts<typeof cs> = { cs, en }
