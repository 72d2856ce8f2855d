import type { IsLeaked } from './model-password.ts'

/**
 * The almost fifty thousand passwords most often found in leaks, as the package has them (MIT), without a question to anybody outside.
 * They are read when the first password is chosen: a server that only serves does not carry them about.
 */
export function leakedPasswords(): Promise<IsLeaked> {
  reading ??= read()
  return reading
}

let reading: Promise<IsLeaked> | null = null

async function read(): Promise<IsLeaked> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  const words = new Set(dictionary['passwords-common'].map((word) => String(word).toLowerCase()))
  return (word) => words.has(word)
}
