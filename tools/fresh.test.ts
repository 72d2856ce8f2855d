import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, describe, test } from 'node:test'
import { root } from './setup/root.mjs'

const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const scratch = mkdtempSync(join(tmpdir(), 'obeh-stand-in-'))
after(() => rmSync(scratch, { recursive: true, force: true }))

describe('the look from a fresh clone', () => {
  test('is content with an office that keeps its promises', () => {
    const { output, status } = lookAt('good', office())
    assert.match(output, /first start, until ready +[\d.]+ +✔[^]*\^C: nothing left +[\d.]+ +✔[^]*all as promised/)
    assert.equal(status, 0)
  })

  const faults = {
    'a server that says 1 when it is asked to stop': [office({ exitCode: 1 }), /SIGTERM: exit 0, nothing left.*✖\nended with 1 after SIGTERM/],
    'a process left behind': [office({ leaves: true }), /✖\nleft running: \d+ .*sleep 120/],
    'a taken port met with a stack trace': [office({ trace: true }), /port taken, plainly.*✖\nthe message comes with a stack trace/],
    'a taken port that is not named': [office({ silent: true }), /port taken, plainly.*✖\nno line names both the port/],
    'a server that ends before it is ready': ["throw new Error('no database')", /✖\nnpm start ended with 1[^]*no database/],
  } as const
  for (const [fault, [main, says]] of Object.entries(faults)) {
    test(`sees ${fault}`, () => {
      const { output, status } = lookAt(fault.replaceAll(' ', '-'), main)
      assert.match(output, says)
      assert.equal(status, 1)
    })
  }
})

/** The source of a server that keeps the contract of npm start, but for what it is told to break. */
function office({ exitCode = 0, leaves = false, trace = false, silent = false } = {}) {
  return `
    import { spawn } from 'node:child_process'
    import { createServer } from 'node:http'
    const port = Number(process.env.PORT)
    const server = createServer((_, answer) => answer.end('ok')).listen(port, '127.0.0.1')
    ${leaves ? "spawn('sleep', ['120'], { detached: true, stdio: 'ignore' }).unref()" : ''}
    server.on('error', (error) => {
      console.error(${trace} ? error.stack : '')
      console.error(${silent} ? 'no' : \`The port \${port} is taken. Choose another: PORT=\${port + 1} npm start\`)
      process.exit(1)
    })
    for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => server.close(() => process.exit(${exitCode})))
  `
}

/** Runs tools/fresh.mjs on a small repository with the real tools and this server. */
function lookAt(name: string, main: string) {
  const repo = join(scratch, name)
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(repo, path)), { recursive: true })
    writeFileSync(join(repo, path), text)
  }
  cpSync(join(root, 'tools'), join(repo, 'tools'), { recursive: true })
  write('src/app/main.ts', main)
  const manifest = { name: 'stand-in', version: '1.0.0', type: 'module', scripts }
  write('package.json', JSON.stringify(manifest))
  write('package-lock.json', JSON.stringify({ ...manifest, lockfileVersion: 3, packages: { '': manifest } }))
  const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd: repo })
  git('init', '--quiet')
  git('add', '.')
  git('commit', '--quiet', '--message', 'Stand in')
  const path = `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`
  const { stdout, stderr, status } = spawnSync(process.execPath,
    [join(root, 'tools/fresh.mjs'), '--user', 'self', '--repo', repo, '--path', path], { encoding: 'utf8' })
  return { output: stdout + stderr, status }
}
