import type { Language } from '../../platform/i18n/index.ts'
import type { Confirmed } from './service-confirm.ts'
import type { ToCard } from './service-hand.ts'
import { wordsOf } from './texts-code.ts'

/** `said`: what the service of the key says of its refusal, such as how many tries are left. */
export const presentConfirmed = ({ signing, trouble = null }: Confirmed, language: Language) =>
  ({ signing, trouble: trouble && { code: trouble.code, why: wordsOf(trouble.code, language), said: trouble.detail ?? null } })

export const presentToCard = (documents: readonly ToCard[]) =>
  ({ documents: documents.map(({ ordinal, name, hash, digest }) => ({ ordinal, name, hash, digest: Buffer.from(digest).toString('base64') })) })
