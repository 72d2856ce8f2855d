/** Path in the house and the text of the file. */
export type Files = Readonly<Record<string, string>>

interface Violation {
  /** What the check must say … */
  readonly rule: string
  /** … and about which place. */
  readonly at: string
  readonly files: Files
}

/** One line of docs/asvs.csv for each requirement there is: 70 of level 1 and 183 of level 2. */
const requirements = Array.from({ length: 253 }, (_, i) => `V1.1.${i},${i < 70 ? 1 : 2},Section,not-applicable,,"a small house, with nothing to attack"`)
const asvs = (lines: readonly string[]) => ['id,level,section,standing,evidence,note', ...lines, ''].join('\n')

/** A small house that breaks no rule and uses every road that is open. */
export const healthyHouse: Files = {
  'docs/asvs.csv': asvs(requirements.with(0, 'V1.1.0,1,Section,test,src/modules/records/service.test.ts › files,')),
  'src/kernel/id.ts': "import { randomBytes } from 'node:crypto'\nexport const newId = () => randomBytes(8).toString('hex')\n",
  'src/engines/tree/hash.ts':
    "import { createHash } from 'node:crypto'\nimport { newId } from '../../kernel/id.ts'\nexport const hash = () => createHash('sha256').update(newId()).digest('hex')\n",
  'src/platform/database.ts': "import { Kysely, type KyselyConfig } from 'kysely'\nexport const database = (config: KyselyConfig) => new Kysely<object>(config)\n",
  'src/platform/http/index.ts': "import fastify from 'fastify'\nexport const server = () => fastify()\nexport type Server = ReturnType<typeof server>\nexport type Access = 'clerk'\n",
  'src/platform/testing.ts': "import fc from 'fast-check'\nexport const anything = fc.anything()\n",
  'src/modules/records/README.md': '# records\n',
  'src/modules/records/model.ts': "import { hash } from '../../engines/tree/hash.ts'\nexport interface Document { readonly hash: string }\nexport const document = (): Document => ({ hash: hash() })\n",
  'src/modules/records/store.ts': "import { sql, type Kysely } from 'kysely'\nexport const load = (db: Kysely<object>) => sql`select 1`.execute(db)\n",
  'src/modules/records/service.ts': "import type { Kysely } from 'kysely'\nimport { document } from './model.ts'\nimport { load } from './store.ts'\nexport async function file(db: Kysely<object>) {\n  await load(db)\n  void load(db)\n  load(db).catch(() => {})\n  return document()\n}\n",
  'src/modules/records/access.ts': "import type { Access } from '../../platform/http/index.ts'\nexport const access: Access = 'clerk'\n",
  'src/modules/records/routes.ts': "import type { Server } from '../../platform/http/index.ts'\nimport { access } from './access.ts'\nexport const routes = (app: Server) => app.get('/', () => access)\n",
  'src/modules/records/index.ts': "export { file } from './service.ts'\nexport { routes } from './routes.ts'\nexport type { Document } from './model.ts'\n",
  'src/modules/records/0001_document.sql': 'create table document ();\n',
  'src/modules/records/0002_more.sql': 'create table more ();\n',
  'src/modules/records/service.test.ts': "import { test } from 'node:test'\nimport { anything } from '../../platform/testing.ts'\nimport { file } from './service.ts'\ntest('files', () => { String([file, anything]) })\n",
  'src/modules/intake/README.md': '# intake\n',
  'src/modules/intake/index.ts': "import { file } from '../records/index.ts'\nexport const receive = file\n",
  'src/app/main.ts': "import { database } from '../platform/database.ts'\nimport { receive } from '../modules/intake/index.ts'\nimport { routes } from '../modules/records/index.ts'\nconsole.log(database, receive, routes)\n",
  'web/kit/button.tsx': "export const Button = ({ label }: { label: string }) => <button type=\"button\">{label}</button>\n",
  'web/records/page.tsx': "import type { Document } from '../../src/modules/records/index.ts'\nimport { Button } from '../kit/button.tsx'\nexport const Page = ({ hash }: Document) => <Button label={hash} />\n",
  'portal/page.tsx': "import { Button } from '../web/kit/button.tsx'\nexport const Page = () => <Button label=\"Stav\" />\n",
}

const records = 'src/modules/records'
const plant = (rule: string, at: string, text: string, more: Files = {}): Violation => ({ rule, at, files: { [at]: text, ...more } })

/** One planted violation of every rule; each in a file of its own, so that no rule can pass for another. */
export const violations: readonly Violation[] = [
  plant('no-cycles', 'src/kernel/egg.ts', "import type { Hen } from './hen.ts'\nexport interface Egg { readonly hen?: Hen }\n", {
    'src/kernel/hen.ts': "import type { Egg } from './egg.ts'\nexport interface Hen { readonly egg?: Egg }\n" }),
  plant('kernel-knows-nobody', 'src/kernel/greedy.ts', "export { readFileSync } from 'node:fs'\n"),
  plant('kernel-knows-nobody', 'src/kernel/climbing.ts', "export type { Server } from '../platform/http/index.ts'\n"),
  plant('engines-know-the-kernel', 'src/engines/tree/climbing.ts', "export { database } from '../../platform/database.ts'\n"),
  plant('engines-touch-nothing', 'src/engines/tree/reading.ts', "export { readFile } from 'node:fs/promises'\n"),
  plant('engines-touch-nothing', 'src/engines/tree/running.ts', "export { spawn } from 'node:child_process'\n"),
  plant('engines-speak-no-sql-no-http', 'src/engines/tree/asking.ts', "export { sql } from 'kysely'\n"),
  plant('engines-speak-no-sql-no-http', 'src/engines/tree/serving.ts', "export { fastify } from 'fastify'\n"),
  plant('platform-knows-no-domain', 'src/platform/curious.ts', "export type { Document } from '../modules/records/index.ts'\n"),
  plant('modules-do-not-know-the-app', `${records}/service-homesick.ts`, "export * from '../../app/part.ts'\n", {
    'src/app/part.ts': "export { newId as part } from '../kernel/id.ts'\n" }),
  plant('src-stands-alone', 'src/app/showing.ts', "export { parts } from '../../bench/parts.ts'\n", {
    'bench/parts.ts': "import { newId } from '../src/kernel/id.ts'\nexport const parts = [newId()]\n" }),
  plant('rooms-have-one-door', 'src/modules/intake/service-burglar.ts', "export { load } from '../records/store.ts'\n"),
  plant('tests-share-by-testing', 'src/modules/intake/burglar.test.ts', "import { load } from '../records/store.ts'\nString(load)\n"),
  plant('everyone-uses-the-door', 'src/app/burglar.ts', "export { load } from '../modules/records/store.ts'\n"),
  plant('everyone-uses-the-door', 'web/records/burglar.ts', "export type { document } from '../../src/modules/records/model.ts'\n"),
  plant('model-is-pure', `${records}/model-eager.ts`, "export { load } from './store.ts'\n"),
  plant('model-is-pure', `${records}/model-typed.ts`, "import type { Kysely } from 'kysely'\nexport type Db = Kysely<object>\n"),
  plant('only-the-store-speaks-sql', `${records}/service-asking.ts`, "export { sql } from 'kysely'\n"),
  plant('only-the-store-speaks-sql', `${records}/events.ts`, "import pg from 'pg'\nexport const pool = new pg.Pool()\n"),
  plant('routes-know-no-database', `${records}/routes-deep.ts`, "import type { Kysely } from 'kysely'\nexport type Db = Kysely<object>\n"),
  plant('only-routes-speak-http', `${records}/service-serving.ts`, "export type { FastifyRequest } from 'fastify'\n"),
  plant('only-routes-speak-http', `${records}/service-platform.ts`, "export type { Server } from '../../platform/http/index.ts'\n"),
  plant('only-routes-speak-http', `${records}/service-calling.ts`, "export { request } from 'node:https'\n"),
  plant('access-takes-only-types-of-http', 'src/modules/intake/access.ts', "export { server } from '../../platform/http/index.ts'\n"),
  plant('web-takes-only-types', 'web/records/heavy.ts', "export { file } from '../../src/modules/records/index.ts'\n"),
  plant('web-takes-only-types', 'portal/heavy.ts', "export { database } from '../src/platform/database.ts'\n"),
  plant('web-does-not-know-the-app', 'web/records/homesick.ts', "export type * from '../../src/app/part.ts'\n"),
  plant('portal-shares-the-kit-only', 'portal/peeking.ts', "export { Page } from '../web/records/page.tsx'\n"),
  plant('kit-knows-no-screen', 'web/kit/peeking.ts', "export { Page } from '../records/page.tsx'\n"),
  plant('no-orphans', 'src/platform/forgotten.ts', 'export const forgotten = 1\n'),
  plant('nobody-imports-a-test', `${records}/service-tested.ts`, "export * from './service.test.ts'\n"),
  plant('testing-is-for-tests', `${records}/service-pretending.ts`, "export { anything } from '../../platform/testing.ts'\n"),
  plant('product-needs-no-dev-package', 'src/platform/developing.ts', "import { build } from 'vite'\nexport const developing = build\n"),
  plant('packages-are-declared', 'src/platform/undeclared.ts', "import { createError } from '@fastify/error'\nexport const undeclared = createError\n"),
  plant('imports-resolve', 'src/platform/lost.ts', "// @ts-expect-error the file is not there\nexport { lost } from './nowhere.ts'\n"),

  plant('file-length', 'src/platform/endless.ts', '// line\n'.repeat(401)),
  plant('vague-name', 'src/platform/utils/text.ts', "export { newId } from '../../kernel/id.ts'\n"),
  plant('vague-name', 'web/kit/date-helpers.ts', "export { newId } from '../../src/kernel/id.ts'\n"),
  { rule: 'room-shape', at: 'src/modules/savings', files: { 'src/modules/savings/model.ts': "export { newId } from '../../kernel/id.ts'\n" } },
  plant('carriage-return', 'src/platform/notes.md', 'one\r\ntwo\r\n'),
  plant('migration-number', 'src/modules/intake/0003_gap.sql', 'select 1;\n', { 'src/modules/intake/0001_first.sql': 'select 1;\n' }),
  plant('migration-number', 'src/platform/0001_twice.sql', 'select 1;\n', { 'src/platform/0001_once.sql': 'select 1;\n' }),
  plant('test-nobody-runs', 'web/kit/button.spec.tsx', "export { Button } from './button.tsx'\n"),
  plant('lock-left-out', 'package-lock.json', JSON.stringify({ packages: {
    'node_modules/painter': { optionalDependencies: { '@painter/linux-arm64-musl': '1.0.0' } } } })),

  { rule: 'asvs-evidence', at: 'docs/asvs.csv:2 V1.1.0', files: { 'docs/asvs.csv': asvs([
    'V1.1.0,1,Section,test,src/modules/records/service.test.ts › does what nobody has written,',
    'V1.1.1,1,Section,document,docs/nowhere.md,', 'V1.1.2,1,Section,believed,,', 'V1.1.3,1,Section,not-applicable,,', ...requirements.slice(5)]) } },
  ...[['asvs-evidence', 'docs/asvs.csv:3 V1.1.1'], ['asvs-standing', 'docs/asvs.csv:4 V1.1.2'], ['asvs-reason', 'docs/asvs.csv:5 V1.1.3'],
    ['asvs-complete', 'level 1 has 69 requirements of 70']].map(([rule = '', at = '']) => ({ rule, at, files: {} })),

  plant('no-explicit-any', 'src/platform/careless.ts', "import { newId } from '../kernel/id.ts'\nexport const careless: any = newId()\n"),
  plant('no-non-null-assertion', 'src/platform/sure.ts', "import { newId } from '../kernel/id.ts'\nexport const sure = newId().at(0)!\n"),
  plant('no-unused-expressions', 'src/platform/idle.ts', "import { newId } from '../kernel/id.ts'\nnewId\n"),
  plant('eqeqeq', 'src/platform/loose.ts', "import { newId } from '../kernel/id.ts'\nexport const loose = newId() == ''\n"),

  plant('TS2322', 'src/platform/wrong.ts', "import { newId } from '../kernel/id.ts'\nexport const wrong: number = newId()\n"),
  plant('TS2532', 'src/platform/unsure.ts', "import { newId } from '../kernel/id.ts'\nexport const unsure = [newId()][0].length\n"),
  plant('TS1294', 'src/platform/leftover.ts', 'export enum Leftover { One }\n'),
  plant('TS2322', 'web/records/wrong.tsx', "import { Button } from '../kit/button.tsx'\nexport const Wrong = () => <Button label={1} />\n"),
  plant('floating-promise', `${records}/service-hasty.ts`, "import type { Kysely } from 'kysely'\nimport { load } from './store.ts'\nexport function hasty(db: Kysely<object>) {\n  load(db)\n}\n"),
]
