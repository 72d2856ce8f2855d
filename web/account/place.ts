/** Where an internet address is: on this very machine, in a private network such as the office's, or out in the internet (RFC 1918, 4193, 3927). */
export function placeOf(origin: string): 'here' | 'inside' | 'outside' {
  const address = origin.replace(/^::ffff:(?=\d)/i, '').toLowerCase()
  if (address === '::1' || address.startsWith('127.')) return 'here'
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/.test(address) ? 'inside' : 'outside'
}
