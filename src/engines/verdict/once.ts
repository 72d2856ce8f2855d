/** What a thing that does not change says of itself, found out once and forgotten with it. */
export function once<Thing extends object, Value>(find: (thing: Thing) => Value): (thing: Thing) => Value {
  const found = new WeakMap<Thing, { readonly value: Value }>()
  return (thing) => {
    const known = found.get(thing) ?? { value: find(thing) }
    found.set(thing, known)
    return known.value
  }
}
