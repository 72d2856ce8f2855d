import type { Sha256 } from '../../kernel/sha256.ts'
import { wordingOf, type Component } from '../records/index.ts'

/** What a signature that was put to one version is worth for the newest one. It stays valid for its own version whatever comes. */
export interface Standing {
  /** The wording that was signed, below all signatures. */
  readonly wording: Sha256
  /** Whether the newest version is still that wording, perhaps with more signatures, time stamps or evidence at its end. */
  readonly isOfNewest: boolean
  /** How many other wordings came after it. */
  readonly changesSince: number
}

/** Where the signature of a version stands; `undefined` for a version that only is a wording, or is not there. */
export function standingOf({ versions }: Pick<Component, 'versions'>, version: number): Standing | undefined {
  const signed = versions.find(({ number }) => number === version)
  const newest = versions.at(-1)
  if (!signed?.signs || !newest) return undefined
  const wording = wordingOf({ versions }, signed.sha256)
  return {
    wording, isOfNewest: wordingOf({ versions }, newest.sha256) === wording,
    changesSince: versions.filter(({ number, signs, sha256 }) => number > version && !signs && sha256 !== wording).length,
  }
}
