import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../setup/root.mjs'

export type JavaJudge = 'dss' | 'verapdf'

/** Judges in Java are kept beside the data, or in a folder that several copies of the repository share. */
const folderOf = (name: JavaJudge) => join(process.env['OBEH_JUDGES'] ?? join(root, 'var', 'judges'), name)
const sourceOf = (name: JavaJudge) => join(import.meta.dirname, name)
const runs = (command: string, ...args: readonly string[]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0

/** Brings the archives of a judge by Maven, as that is set up here. Says why it could not. */
export function fetchJudge(name: JavaJudge): string | undefined {
  if (!runs('mvn', '-version')) return 'Maven is not installed'
  const args = ['-q', '-B', '-f', join(sourceOf(name), 'pom.xml'), 'dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${folderOf(name)}`]
  const { status, stdout } = spawnSync('mvn', args, { timeout: 600_000, encoding: 'utf8' })
  return status === 0 ? undefined : `Maven could not fetch it: ${stdout.split('\n').find((line) => line.includes('ERROR')) ?? 'no answer'}`
}

/** Why a judge cannot be asked; nothing when it can. */
export function missingJava(name: JavaJudge): string | undefined {
  const hasArchives = existsSync(folderOf(name)) && readdirSync(folderOf(name)).some((file) => file.endsWith('.jar'))
  if (!hasArchives) return 'not fetched yet, which npm run conformance -- --fetch does'
  return runs('javac', '-version') ? undefined : 'a Java Development Kit 17 or later is not installed'
}

/** One line to a judge for each question, its fields parted by tabs; all lines it answers. */
export function askJava(name: JavaJudge, questions: readonly (readonly string[])[]): string[][] {
  const input = questions.map((fields) => `${fields.join('\t')}\n`).join('')
  const asked = spawnSync('java', ['-cp', join(folderOf(name), '*'), join(sourceOf(name), 'Judge.java')], { input, encoding: 'utf8', maxBuffer: 2 ** 28, timeout: 1_800_000 })
  if (asked.status !== 0) throw new Error(`the judge ${name} ended with ${asked.status ?? asked.signal}: ${asked.stderr.slice(-2000)}`)
  return asked.stdout.split('\n').filter((line) => line !== '').map((line) => line.split('\t'))
}
