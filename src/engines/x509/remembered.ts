/**
 * What does not change for two things that do not change, as whether the key of one signed the other: found out once, and forgotten with
 * them.
 */
export function remembered<One extends object, Other extends object>(find: (one: One, other: Other) => boolean): (one: One, other: Other) => boolean {
  const found = new WeakMap<One, WeakMap<Other, boolean>>()
  return (one, other) => {
    const of = found.get(one) ?? new WeakMap<Other, boolean>()
    found.set(one, of)
    const known = of.get(other)
    if (known !== undefined) return known
    const value = find(one, other)
    of.set(other, value)
    return value
  }
}
