import { matching } from '../kit/fold.ts'

/** One line of the palette. */
export interface Offer {
  readonly key: string
  readonly title: string
  readonly detail?: string | undefined
  /** The keys that do the same without the palette. */
  readonly keys?: readonly string[] | undefined
  readonly act: () => void
}

export interface Group { readonly title: string, readonly offers: readonly Offer[] }

/** At most so many lines of a group, so that no group hides the next. */
const most = 8

/** The groups narrowed to what was typed, the empty ones left out. What the server has found is narrowed already. */
export function narrowed(groups: readonly Group[], typed: string, found: Group): readonly Group[] {
  const own = groups.map(({ title, offers }) => ({ title, offers: matching(offers, typed, (offer) => `${offer.title} ${offer.detail ?? ''}`).slice(0, most) }))
  const known = new Set(own.flatMap(({ offers }) => offers.map(({ key }) => key)))
  const news = { ...found, offers: found.offers.filter(({ key }) => !known.has(key)) }
  return [...own, news].filter(({ offers }) => offers.length > 0)
}
