import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { ourReport, type Asked } from './opinion.ts'

/** Always the same numbers below `end`. */
function numbers(seed: number): (end: number) => number {
  let state = seed
  return (end) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor(state / 2 ** 32 * end)
  }
}

/** One small change: a bit, a byte less or more, some bytes twice, some bytes from elsewhere. */
function changed(bytes: Buffer, next: (end: number) => number): Buffer {
  const [at, from, length] = [next(bytes.length), next(bytes.length), 1 + next(60)]
  switch (next(5)) {
    case 0: { const copy = Buffer.from(bytes); copy.writeUInt8(copy.readUInt8(at) ^ (1 << next(8)), at); return copy }
    case 1: return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)])
    case 2: return Buffer.concat([bytes.subarray(0, at), Buffer.of(next(256)), bytes.subarray(at)])
    case 3: return Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - length))])
    default: { const copy = Buffer.from(bytes); bytes.copy(copy, at, from, Math.min(bytes.length, from + length)); return copy }
  }
}

/**
 * Changes of files that pass, some of each, of which we still pass some, for instance where the change is in evidence that is there twice.
 * Only those are worth another's opinion: what it fails then is a false pass of ours.
 */
export function changedThatPass(own: readonly Asked[], folder: string, ofEach: number): { readonly tried: number; readonly passing: readonly Asked[] } {
  mkdirSync(folder, { recursive: true })
  const sound = own.filter((file) => file.isBroken !== true && ourReport(file).verdict === 'TOTAL_PASSED')
  const passing = sound.flatMap((file, index) => {
    const [bytes, next] = [readFileSync(file.path), numbers(index + 1)]
    return Array.from({ length: ofEach }, (_, count): Asked => ({ ...file, path: join(folder, `${count}-${basename(file.path)}`) })).filter((one) => {
      const made = changed(bytes, next)
      writeFileSync(one.path, made)
      return !made.equals(bytes) && ourReport(one).verdict === 'TOTAL_PASSED'
    })
  })
  return { tried: sound.length * ofEach, passing }
}
