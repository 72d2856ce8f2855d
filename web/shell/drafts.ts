/** What a form holds: texts, chosen ids, several chosen ids. */
export type DraftFields = Readonly<Record<string, string | null | readonly string[]>>

type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/**
 * Words typed and not sent yet, kept through failures, reloads and whatever comes from the server meanwhile. They live in one tab only and
 * never leave it. A storage that is full or forbidden keeps nothing, which must not stop anybody from writing.
 */
export function draftsIn(storage: DraftStorage) {
  return {
    /** What was kept, over the empty form: fields of another shape (an older release wrote them) are left empty. */
    read<Fields extends DraftFields>(key: string, empty: Fields): Fields {
      const kept = parse(attempt(() => storage.getItem(key)) ?? null)
      const fields = Object.entries(empty).map(([name, nothing]) => [name, fits(kept[name], nothing) ? kept[name] : nothing])
      return Object.fromEntries(fields) as Fields
    },
    /** A form that is as if nobody had touched it leaves no draft. */
    write<Fields extends DraftFields>(key: string, fields: Fields, empty: Fields): void {
      if (sameFields(fields, empty)) attempt(() => storage.removeItem(key))
      else attempt(() => storage.setItem(key, JSON.stringify(fields)))
    },
    drop: (key: string): void => void attempt(() => storage.removeItem(key)),
  }
}

export const sameFields = (one: DraftFields, other: DraftFields): boolean =>
  Object.keys({ ...one, ...other }).every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]))

function parse(text: string | null): Record<string, unknown> {
  const value: unknown = attempt(() => JSON.parse(text ?? '{}'))
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

const fits = (kept: unknown, nothing: DraftFields[string]): kept is DraftFields[string] =>
  Array.isArray(nothing) ? Array.isArray(kept) && kept.every((one) => typeof one === 'string')
    : typeof kept === 'string' || (kept === null && nothing === null)

function attempt<Value>(deed: () => Value): Value | undefined {
  try {
    return deed()
  } catch {
    return undefined
  }
}
