/** Universal tags (X.680 § 8.6). */
export const tags = {
  boolean: 1, integer: 2, bitString: 3, octetString: 4, null: 5, oid: 6, enumerated: 10, utf8: 12, sequence: 16, set: 17,
  numeric: 18, printable: 19, teletex: 20, ia5: 22, utcTime: 23, generalizedTime: 24, visible: 26, universal: 28, bmp: 30,
} as const
export type Universal = keyof typeof tags
