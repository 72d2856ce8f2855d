import type { Revision } from './revisions.ts'

/** Which revisions list an object. A few are asked one by one; many, as a hostile file may have, are indexed once. */
export class Listing {
  readonly #revisions: readonly Revision[]
  #index: Map<number, number[]> | undefined

  constructor(revisions: readonly Revision[]) {
    this.#revisions = revisions
  }

  /** The newest revision not newer than `last` that lists the object. */
  newest(number: number, last: number): number | undefined {
    if (this.#revisions.length > 16) return this.#indexed().get(number)?.findLast((revision) => revision <= last)
    for (let index = last; index >= 0; index--) if (this.#revisions[index]?.entries.has(number) === true) return index
    return undefined
  }

  #indexed(): Map<number, number[]> {
    if (this.#index !== undefined) return this.#index
    const index = new Map<number, number[]>()
    for (const { index: revision, entries } of this.#revisions) {
      for (const number of entries.keys()) {
        const known = index.get(number)
        if (known === undefined) index.set(number, [revision])
        else known.push(revision)
      }
    }
    this.#index = index
    return index
  }
}
