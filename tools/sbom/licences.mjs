// @ts-check

/** @typedef {{ name: string, version: string, licenses?: ({ license: { id?: string, name?: string } } | { expression: string })[] }} Component */

/** Licences whose works may be linked into a work under the EUPL: permissive ones, weak copyleft by file, and the EUPL itself. */
const allowed = new Set(['MIT', 'MIT-0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'Unlicense', 'CC0-1.0', 'Zlib',
  'Python-2.0', 'PostgreSQL', 'MPL-2.0', 'EUPL-1.1+', 'EUPL-1.2', 'OFL-1.1'])

/** What the lock file does not say, because the package words its licence in its own way or is made for a platform of others:
 * read in the package, or in the one that brings it. */
const stated = [
  { of: /^@gov-design-system-ce\//, licence: 'EUPL-1.2' },
  { of: /^@myriaddreamin\/typst-ts-node-compiler-/, licence: 'Apache-2.0' },
]

/** The component with the licence it states elsewhere, where the lock file knows none.
 * @param {Component} component @returns {Component} */
export function withLicence(component) {
  const licence = component.licenses ? undefined : stated.find(({ of }) => of.test(component.name))?.licence
  return licence === undefined ? component : { ...component, licenses: [{ license: { id: licence } }] }
}

/** Components that may not be a part of the product, or of which nobody knows whether they may.
 * @param {readonly Component[]} components */
export function refusedLicences(components) {
  return components.map(({ name, version, licenses = [] }) => ({ name: `${name}@${version}`, licence: licenses.map(wordOf).join(' AND ') }))
    .filter(({ licence }) => !isAllowed(licence))
}

/** @param {{ license: { id?: string, name?: string } } | { expression: string }} stated */
const wordOf = (stated) => ('expression' in stated ? `(${stated.expression})` : stated.license.id ?? stated.license.name ?? '')

/** Whether an SPDX expression leaves a choice in which every part is allowed.
 * @param {string} expression */
export function isAllowed(expression) {
  const inner = /\(([^()]*)\)/.exec(expression)
  if (inner) return isAllowed(expression.replace(inner[0], isAllowed(inner[1] ?? '') ? 'MIT' : 'refused'))
  return expression.split(' OR ').some((choice) => choice.split(' AND ').every((licence) => allowed.has(licence.trim())))
}
