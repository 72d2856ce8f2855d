/** Failed sign-ins within this time count. */
export const failureWindowMs = 15 * 60_000

/** Failures of one person's address: in each browser known to be theirs, and in all others together. */
export const failureLimit = 10

/** Failures from one internet address in browsers nobody has signed in from, whomever they tried. A whole office may share the address. */
export const originLimit = 60

export interface Failures {
  /** Whether the person has signed in from this browser before. */
  readonly known: boolean
  /** Of this person in this browser when it is known, else of this person in all that are not. */
  readonly ofPerson: number
  /** From this internet address, in browsers that were not known. */
  readonly ofOrigin: number
}

/**
 * Whether the next attempt waits. Someone who guesses from elsewhere can neither make a colleague wait in their own browser nor, by
 * sharing an address with the office, those who work there.
 */
export const mustWait = ({ known, ofPerson, ofOrigin }: Failures): boolean => ofPerson >= failureLimit || (!known && ofOrigin >= originLimit)

/** Whether one more failure makes the next attempt wait: said in the log once, not at every attempt turned away. */
export const startsWaiting = (before: Failures): boolean =>
  !mustWait(before) && mustWait({ ...before, ofPerson: before.ofPerson + 1, ofOrigin: before.ofOrigin + (before.known ? 0 : 1) })

/** What counts as one internet address: all of an IPv4 one, of an IPv6 one the half that names the network, for whoever has one has all of it. */
export function networkOf(origin: string): string {
  const address = origin.replace(/^::ffff:(?=\d+\.)/i, '').toLowerCase()
  if (!address.includes(':')) return address
  const [head = '', tail] = address.split('::')
  const [before, after] = [head.split(':').filter(Boolean), (tail ?? '').split(':').filter(Boolean)]
  const groups = tail === undefined ? before : [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0'), ...after]
  return groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, '')).join(':')
}
