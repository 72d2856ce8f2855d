import { spawn } from 'node:child_process'
import { chmod, chown, mkdir, readFile, stat } from 'node:fs/promises'
import { userInfo } from 'node:os'
import type { ServerUser, UserFacts } from './server-user.ts'

/** No PG* variable and no locale of ours may reach the server; the root directory is one it can surely stand in. */
export const serverEnvironment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

/** Runs a program as the server's user to its end. `code` is null when it could not be run at all. */
export async function run(user: ServerUser, program: string, args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const { promise, resolve } = Promise.withResolvers<{ code: number | null; output: string }>()
  const child = spawn(program, args, { ...user.switch, cwd: '/', env: serverEnvironment, stdio: ['ignore', 'pipe', 'pipe'] })
  const said: string[] = []
  child.stdout.setEncoding('utf8').on('data', (text: string) => said.push(text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text))
  child.on('error', (error) => resolve({ code: null, output: error.message }))
  child.on('close', (code) => resolve({ code, output: said.join('') }))
  return promise
}

/** Asks the kernel, not the mode bits: access lists, read-only mounts and parents all count. `tests` are those of test(1). */
export async function may(user: ServerUser, tests: string, path: string): Promise<boolean> {
  const { code } = await run(user, '/bin/sh', ['-c', [...tests].map((test) => `test -${test} "$1"`).join(' && '), 'sh', path])
  return code === 0
}

/** A new directory only the server's user can open. */
export async function makePrivateDirectory(path: string, user: ServerUser): Promise<void> {
  await mkdir(path, { mode: 0o700 })
  await chmod(path, 0o700)
  if (user.switch.uid !== undefined) await chown(path, user.uid, user.gid)
}

export async function userFacts(cluster: string): Promise<UserFacts> {
  const owner = await stat(cluster).catch(() => undefined)
  return {
    uid: process.getuid?.() ?? 0,
    gid: process.getgid?.() ?? 0,
    named: isNamed(),
    passwd: await readFile('/etc/passwd', 'utf8').catch(() => ''),
    owner,
  }
}

function isNamed(): boolean {
  try {
    userInfo()
    return true
  } catch {
    return false
  }
}
