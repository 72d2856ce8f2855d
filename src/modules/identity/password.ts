import { hash, verify } from '@node-rs/argon2'

/** Argon2id with the parameters of OWASP's first recommendation: 46 MiB, one pass, one lane. */
const cost = { memoryCost: 47_104, timeCost: 1, parallelism: 1 } as const

/** Takes tens of milliseconds on purpose. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'), cost)

/** As slow when there is nobody to compare with, so that time does not tell which addresses exist. */
export async function isPassword(hashed: string | null, password: string): Promise<boolean> {
  const matches = await verify(hashed ?? (await nobody), password.normalize('NFC'))
  return hashed !== null && matches
}

/** Whether a hash was made with another cost than today's: whoever signs in with it gets a new one. */
export const isOutdated = (hashed: string): boolean => !hashed.startsWith(`$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$`)

const nobody = hashPassword('nobody has this password')
