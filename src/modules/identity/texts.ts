import type { Texts } from '../../platform/i18n/index.ts'
import type { LoginRefusal } from './service-sign-in.ts'

const cs = {
  'wrong-login': 'E-mail nebo heslo nesouhlasí.',
  'too-many-tries': 'Příliš mnoho neúspěšných pokusů. Zkuste to znovu za čtvrt hodiny.',
  'no-office': 'Na této adrese žádný úřad není.',
} satisfies Record<LoginRefusal, string>

const en: typeof cs = {
  'wrong-login': 'The e-mail or the password is not right.',
  'too-many-tries': 'Too many failed attempts. Try again in a quarter of an hour.',
  'no-office': 'There is no office at this address.',
}

export const texts: Texts<typeof cs> = { cs, en }
