import { spawn, spawnSync } from 'node:child_process'
import { appendFileSync, chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pinnedNode } from './node.mjs'
import { root } from './root.mjs'

const target = `node-${process.platform}-${process.arch}`

/** Stands in for npm: says that it has started, waits to be let go if there is a fifo called `hold`, and installs two things. */
const npm = `#!/bin/sh
echo "$*" >> npm.log
[ -e npm.fails ] && { cat npm.fails >&2; exit 1; }
rm -rf node_modules; mkdir -p node_modules/${target}/bin node_modules/vite/bin
[ -p hold ] && { echo $$ > started; read -r _ < hold; }
ln -s "$REAL_NODE" node_modules/${target}/bin/node
cp vite-stand-in.mjs node_modules/vite/bin/vite.js
cp package-lock.json node_modules/.package-lock.json
`

/** Stands in for Vite: notes its arguments and copies the sources to --outDir. */
const vite = `import { appendFileSync, cpSync, existsSync } from 'node:fs'
const [, name] = process.argv.slice(2)
appendFileSync('vite.log', name + '\\n')
cpSync(name, process.argv[process.argv.indexOf('--outDir') + 1], { recursive: true })
if (existsSync(name + '/broken')) { console.error('no such colour'); process.exit(1) }
`

/** A project with the real tools, a command that reports what it was given, and no node_modules; npm and Vite are stand-ins. */
export function scratchProject() {
  const home = join(mkdtempSync(join(tmpdir(), 'obeh-setup-')), 'složka s mezerou')
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(home, path)), { recursive: true })
    writeFileSync(join(home, path), text)
  }
  cpSync(join(root, 'tools'), join(home, 'tools'), { recursive: true })
  write('package-lock.json', JSON.stringify({ packages: { '': {}, 'node_modules/vite': { version: '1.0.0', integrity: 'sha512-x' } } }))
  write('package.json', '{ "type": "module" }')
  write('src/app/cli/main.ts', 'const said: string = JSON.stringify(process.argv.slice(2))\nconsole.log(said)\nprocess.exitCode = 3\n')
  write('src/app/main.ts', "process.on('SIGTERM', () => { console.log('stopping'); clearInterval(busy); process.exitCode = 7 })\n" +
    'const busy = setInterval(() => {}, 1000)\nconsole.log(process.pid)\n')
  write('bin/npm', npm)
  chmodSync(join(home, 'bin/npm'), 0o755)
  write('vite-stand-in.mjs', vite)

  const env = { ...process.env, PATH: `${join(home, 'bin')}:/usr/bin:/bin`, REAL_NODE: pinnedNode() }
  const options = { cwd: home, env, encoding: 'utf8' } as const
  return {
    home, write,
    append: (path: string, text: string) => appendFileSync(join(home, path), text),
    fifo: (name: string) => { spawnSync('mkfifo', [join(home, name)]) },
    lines: (path: string) => existsSync(join(home, path)) ? readFileSync(join(home, path), 'utf8').trim().split('\n') : [],
    run: (tool: string, ...args: string[]) => spawnSync(process.execPath, [join(home, 'tools', tool), ...args], options),
    start: (tool: string, ...args: string[]) =>
      spawn(process.execPath, [join(home, 'tools', tool), ...args], { cwd: home, env, stdio: ['ignore', 'pipe', 'pipe'] }),
    remove: () => rmSync(dirname(home), { recursive: true, force: true }),
  }
}
