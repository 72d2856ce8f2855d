// @ts-check

/** @typedef {{ version?: string, os?: string[], cpu?: string[], libc?: string[], dev?: boolean, optional?: boolean, optionalDependencies?: Record<string, string> }} Locked */

/** Optional packages that something in the lock file asks for and that have no entry of their own.
 * @param {Record<string, Locked>} packages @returns {(Locked & { at: string })[]} */
export function leftOut(packages) {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {}, dev }]) =>
    Object.entries(optionalDependencies).filter(([name]) => !found(packages, path, name))
      .map(([name, version]) => ({ at: `node_modules/${name}`, version, ...platformOf(name, dev) })))
}

/** Node looks for a package beside the one that asks, then one level up, and so on.
 * @param {Record<string, Locked>} packages @param {string} path @param {string} name */
function found(packages, path, name) {
  const levels = path.split('/node_modules/')
  return Boolean(packages[`node_modules/${name}`]) ||
    levels.some((_, depth) => packages[`${levels.slice(0, depth + 1).join('/node_modules/')}/node_modules/${name}`])
}

/** Platform packages end in the names that Node itself uses: …-linux-arm64-musl.
 * @param {string} name @param {boolean | undefined} dev */
function platformOf(name, dev) {
  const [, os, cpu, abi = ''] = /(android|darwin|freebsd|linux|openharmony|win32)-(arm64|arm|x64|ia32|ppc64|riscv64|s390x|loong64)(?:-(\w+))?$/.exec(name) ?? []
  if (!os || !cpu) throw new Error(`${name} does not say its platform; run npm install where the registry has it`)
  const libc = os !== 'linux' ? [] : abi.startsWith('musl') ? ['musl'] : abi.startsWith('gnu') ? ['glibc'] : []
  return { cpu: [cpu], ...dev && { dev }, ...libc.length > 0 && { libc }, optional: true, os: [os] }
}
