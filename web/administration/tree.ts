import type { AdminUnit } from './queries.ts'

/** Units in the order of the tree, each with how deep it stands; what hangs nowhere is shown at the top. */
export function inTree(units: readonly AdminUnit[]): { readonly unit: AdminUnit, readonly depth: number }[] {
  const known = new Set(units.map(({ id }) => id))
  const below = (parent: string | null, depth: number, above: readonly string[]): { unit: AdminUnit, depth: number }[] => units
    .filter(({ id, parentId }) => (parentId !== null && known.has(parentId) ? parentId : null) === parent && !above.includes(id))
    .flatMap((unit) => [{ unit, depth }, ...below(unit.id, depth + 1, [...above, unit.id])])
  return below(null, 0, [])
}
