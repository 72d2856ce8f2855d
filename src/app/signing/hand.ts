import { createHash } from 'node:crypto'
import type { Ask, Hand, Told } from '../../modules/signing/index.ts'
import type { AuthData, CscAsk, CscCredential, SigningKey, TroubleCode } from '../../platform/keys/index.ts'

/** What a remote key wants of its holder at each confirmation; `undefined`: the service asks its holder by itself. */
export const handOfService = ({ mode, asks, anyOf }: CscCredential): Hand | undefined => (mode === 'explicit' ? { kind: 'secrets', asks: asks.map(askOf), anyOf } : undefined)

const askOf = ({ id, type, label, isNumber }: CscAsk): Ask => ({ id, label, isNumber, kind: type.endsWith('OOB') ? 'elsewhere' : type === 'ChallengeResponse' ? 'code' : 'secret' })

/** What is told to the service, in its own words. What it finds out by itself it has to be told to. */
export const authDataOf = ({ asks }: CscCredential, told: Told): AuthData[] => asks.flatMap(({ id, type }): AuthData[] => {
  if (type.endsWith('OOB')) return [{ id }]
  const value = told[id]
  return value === undefined || value === '' ? [] : [{ id, value }]
})

export const handOfCard = (url: string, certificate: Uint8Array): Hand => ({ kind: 'agent', url, certificate: createHash('sha256').update(certificate).digest('hex') })

/** A key that is out of reach here: documents are prepared for it and finished, and it signs nothing. */
export const keyElsewhere = (code: TroubleCode): SigningKey => ({
  sign: () => Promise.resolve({ signatures: [], trouble: { code, again: code === 'service-unreachable' } }),
  close: () => Promise.resolve(),
})
