/** An algorithm as used: a digest, or a signature's key with its size in bits. */
export interface UsedAlgorithm {
  /** Digests and keys as node:crypto names them: sha256, rsa, rsa-pss, ec, dsa, ed25519… */
  readonly name: string
  /** The key's; nothing for digests. */
  readonly bits?: number
}

/**
 * The day by which this table is to be read anew. ETSI TS 119 312 (1.5.1 of 2024-10, and 2.1.1 of 2026-02 again) gives no end to what it recommends:
 * SHA-2 and SHA-3 from 256 bits, curves from 256 bits, RSA-PSS from 3000 bits. A table that nobody looked after is no reason to pass
 * anything, so from that day on they are indeterminate until a new edition says otherwise. RSA of PKCS #1 v1.5 from 3000 bits ends in 2034 by 2.1.1.
 */
const reviewBy = '2032-01-01'

/**
 * Until when an algorithm can be relied on: ETSI TS 119 312 and the agreed mechanisms of SOG-IS. What was used later, or cannot
 * be proven to have been used before, does not hold. Data, so that a new edition of the standard is an edit of this table. Of RSA below 3000 bits it
 * has the end of 1.5.1, by which EU DSS judges; 2.1.1 ends it on 2026-04-01.
 */
const digests: Readonly<Record<string, string>> = {
  md2: '2001-08-01', md4: '2001-08-01', md5: '2004-08-01', sha1: '2012-08-01', ripemd160: '2014-08-01', whirlpool: '2020-12-01', sha224: '2029-01-01',
  sha256: reviewBy, sha384: reviewBy, sha512: reviewBy, 'sha512-256': reviewBy, 'sha3-224': '2026-01-01', 'sha3-256': reviewBy, 'sha3-384': reviewBy, 'sha3-512': reviewBy,
  shake256: reviewBy, shake128: reviewBy,
}

/** By the smallest size in bits that is good until then, the largest first. */
const keys: Readonly<Record<string, readonly (readonly [bits: number, until: string])[]>> = {
  rsa: [[3000, reviewBy], [1900, '2029-01-01'], [1536, '2016-08-01'], [1024, '2009-08-01'], [768, '2002-08-01']],
  ec: [[256, reviewBy], [224, '2021-01-01'], [192, '2012-08-01'], [160, '2009-08-01']],
  dsa: [[3072, '2029-01-01'], [2048, '2016-01-01'], [1024, '2009-08-01']],
  ed25519: [[0, reviewBy]],
  ed448: [[0, reviewBy]],
}

/** The end of the algorithm's days; the beginning of time for one that is not on the table. */
export function reliableUntil({ name, bits = 0 }: UsedAlgorithm): Date {
  const family = keys[name.startsWith('rsa') ? 'rsa' : name]
  const until = family ? family.find(([least]) => bits >= least)?.[1] : digests[name.toLowerCase()]
  return new Date(until === undefined ? 0 : midnightOf(until))
}

const midnights = new Map<string, number>()

/** Each day of the table is read once. */
function midnightOf(day: string): number {
  const at = midnights.get(day) ?? Date.parse(`${day}T00:00:00Z`)
  midnights.set(day, at)
  return at
}

/** The first algorithm that could no longer be relied on at that time. */
export const unreliableAt = (algorithms: readonly UsedAlgorithm[], at: Date): UsedAlgorithm | undefined =>
  algorithms.find((algorithm) => reliableUntil(algorithm).getTime() <= at.getTime())

export const algorithmText = ({ name, bits }: UsedAlgorithm): string => bits ? `${name}-${bits}` : name
