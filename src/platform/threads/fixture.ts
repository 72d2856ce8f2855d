/** For tests: halves a number; throws for an odd one; ends its thread for zero. */
export default function halve(number: number): number {
  if (number === 0) process.exit(3)
  if (number % 2 === 1) throw new Error(`${number} is odd`)
  return number / 2
}
