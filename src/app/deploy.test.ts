import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { variables } from '../platform/config/index.ts'

const root = new URL('../../', import.meta.url)
const read = (path: string) => readFile(new URL(path, root), 'utf8')

/** Settings of the images of others, and of the C library. */
const foreign = /^(POSTGRES_|MALLOC_ARENA_MAX$)/

describe('what helps to deploy the office', () => {
  it('sets only variables that the office knows', async () => {
    const paths = (await readdir(new URL('deploy/', root), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile()).map(({ parentPath, name }) => `${parentPath}/${name}`)
    let seen = 0
    for (const path of paths) {
      const text = await readFile(path, 'utf8')
      const lines = text.split('\n').map((line) => line.replace(/^\s*(#\s*)?/, ''))
      const assigned = lines.filter((line) => /^(ENV |Environment=|environment:|[A-Z][A-Z0-9_]+=)/.test(line))
      const names = assigned.flatMap((line) => [...line.matchAll(/(?:^|[\s=,{])([A-Z][A-Z0-9_]{2,})(?==|: )/g)].map(([, name]) => name ?? ''))
      seen += names.length
      assert.deepEqual(names.filter((name) => !variables.includes(name) && !foreign.test(name)), [], path)
    }
    assert.ok(seen > 20, `only ${seen} settings were found`)
  })

  it('means the same to a shell, which reads the settings before a restore', async () => {
    const text = (await read('deploy/obeh.env.example')).replaceAll(/^# (?=[A-Z][A-Z_]+=)/gm, '')
    const names = [...text.matchAll(/^([A-Z][A-Z_]+)=/gm)].map(([, name]) => name ?? '')
    const shown = execFileSync('/bin/sh', ['-c', `set -a; ${text}\n${process.execPath} -p 'JSON.stringify(process.env)'`], { env: {}, encoding: 'utf8' })
    const env = JSON.parse(shown) as Record<string, string>
    assert.ok(names.includes('FILES_URL'))
    for (const name of names) assert.equal(env[name], new RegExp(`^${name}='?(.*?)'?$`, 'm').exec(text)?.[1], name)
  })

  it('has every variable explained to the administrator', async () => {
    const guide = await read('docs/guide/admin.md')
    assert.deepEqual(variables.filter((name) => !guide.includes(`\`${name}\``)), [])
  })

  it('starts servers with the memory they are measured with', async () => {
    const flags = [...(await read('tools/start.mjs')).matchAll(/'(--[\w-]+=\d+)'/g)].map(([, flag]) => flag ?? '')
    assert.equal(flags.length, 3)
    for (const path of ['deploy/Dockerfile', 'deploy/systemd/obeh-web@.service', 'deploy/systemd/obeh-worker.service', 'src/app/nodes/testing-nodes.ts']) {
      const text = await read(path)
      assert.deepEqual(flags.filter((flag) => !text.includes(flag)), [], path)
    }
  })

  it('lets nothing but files flow through the proxy unkept: a command that a stopping server refuses goes to the other one', async () => {
    const conf = await read('deploy/nginx/obeh.conf')
    const flowing = [...conf.matchAll(/location ([^{]+)\{([^}]*)\}/g)].filter(([, , body]) => body?.includes('proxy_request_buffering off')).map(([, where]) => where?.trim() ?? '')
    assert.equal(conf.split('proxy_request_buffering').length - 1, flowing.length, 'said for whole locations only')
    const paths = new RegExp(flowing.map((where) => where.replace(/^~ /, '')).join('|'))
    const takesFiles = ['src/modules/intake/routes.ts', 'src/modules/publication/pages.ts'].map(read)
    const all = (await Promise.all(takesFiles)).join()
    for (const path of ['/api/intake', '/portal/podani', '/portal/overeni']) assert.ok(all.includes(path) && paths.test(path), path)
    for (const path of ['/api/session', '/api/intake/x/register', '/api/documents', '/portal/vec']) assert.ok(!paths.test(path), path)
  })

  it('runs what is there, as nobody of importance', async () => {
    const [dockerfile, compose] = [await read('deploy/Dockerfile'), await read('deploy/docker-compose.yaml')]
    assert.match(dockerfile, /^USER 10001:10001$/m)
    assert.match(compose, /read_only: true/)
    const units = (await readdir(new URL('deploy/systemd/', root))).filter((name) => name.endsWith('.service'))
    for (const text of [dockerfile, compose, ...await Promise.all(units.map((unit) => read(`deploy/systemd/${unit}`)))]) {
      for (const [, path] of text.matchAll(/\/(?:srv|opt)\/obeh\/(src\/[\w/.-]+)/g)) await read(path ?? '')
    }
    for (const unit of units) assert.match(await read(`deploy/systemd/${unit}`), /NoNewPrivileges=yes[\s\S]*ProtectSystem=strict[\s\S]*SystemCallFilter=/, unit)
  })
})
