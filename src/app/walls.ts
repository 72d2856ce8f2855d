/**
 * Tables that belong to no office, and why. Every other table of every room has a tenant and stands behind its wall; the server does not
 * start with one that is neither.
 */
export const tablesWithoutTenant: Readonly<Record<string, string>> = {
  'platform.migration': 'names of files of the program that were run, and their hashes',
}
