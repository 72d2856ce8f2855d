/** The law of the house: kernel <- engines <- platform <- modules <- app. Rooms are entered by their door, the model is pure,
 * only stores speak SQL, only routes speak HTTP, the web takes types alone. Every rule is proven to bite by tools/check.test.ts. */

const room = '^src/modules/([^/]+)/'
const test = '\\.test\\.ts$'
const testing = ['^src/platform/testing(/|\\.ts$)', '^src/modules/[^/]+/(testing|testing-[^/]+)\\.ts$', '^src/app/[^/]+/testing-[^/]+\\.ts$']
const sql = '(^|node_modules/)(kysely|pg)(/|$)'
const http = ['(^|node_modules/)(@?fastify[^/]*)(/|$)', '^src/platform/http(/|\\.ts$)', '^(node:)?(http|https|http2|net)$']

/** Node modules that calculate and touch nothing outside the process. */
const pureCore = '^(node:)?(assert|assert/strict|buffer|crypto|string_decoder|util|zlib)$'

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', comment: 'also by types: what cannot be told apart cannot be understood apart',
      from: {}, to: { circular: true } },

    { name: 'kernel-knows-nobody', severity: 'error', comment: 'the kernel imports itself and node:crypto',
      from: { path: '^src/kernel/', pathNot: test }, to: { pathNot: ['^src/kernel/', '^(node:)?crypto$'] } },
    { name: 'engines-know-the-kernel', severity: 'error', comment: 'engines import the kernel and engines',
      from: { path: '^src/engines/' }, to: { path: '^src/(?!kernel/|engines/)' } },
    { name: 'engines-touch-nothing', severity: 'error', comment: 'engines calculate: no files, no network, no processes, no clock',
      from: { path: '^src/engines/', pathNot: test }, to: { dependencyTypes: ['core'], pathNot: pureCore } },
    { name: 'engines-speak-no-sql-no-http', severity: 'error', comment: 'engines calculate',
      from: { path: '^src/engines/' },
      to: { path: [sql, ...http, 'node_modules/(graphile-worker|nodemailer|smtp-server|ws|imapflow|undici)/'] } },
    { name: 'platform-knows-no-domain', severity: 'error', comment: 'machinery does not know what it carries',
      from: { path: '^src/platform/' }, to: { path: '^src/(modules|app)/' } },
    { name: 'modules-do-not-know-the-app', severity: 'error', comment: 'only the composition knows all rooms',
      from: { path: '^src/modules/' }, to: { path: '^src/app/' } },
    { name: 'src-stands-alone', severity: 'error', comment: 'the product needs neither its tools nor its screens to load',
      from: { path: '^src/', pathNot: test }, to: { path: '^(web|portal|e2e|bench|tools)/' } },

    { name: 'tests-share-by-testing', severity: 'error', comment: 'a test may also use the testing.ts of another room',
      from: { path: '^src/modules/([^/]+)/.*(\\.test|/testing)\\.ts$' },
      to: { path: '^src/modules/', pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/(index|testing)\\.ts$'] } },
    { name: 'rooms-have-one-door', severity: 'error', comment: 'a room is entered through its index.ts',
      from: { path: room, pathNot: [test, '/testing\\.ts$'] }, to: { path: '^src/modules/', pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/index\\.ts$'] } },
    { name: 'everyone-uses-the-door', severity: 'error', comment: 'a room is entered through its index.ts; tests may also use its testing.ts',
      from: { pathNot: '^src/modules/' },
      to: { path: '^src/modules/[^/]+/', pathNot: ['^src/modules/[^/]+/index\\.ts$', testing[1]] } },
    { name: 'model-is-pure', severity: 'error', comment: 'a model imports the kernel, engines and the models of its own room',
      from: { path: '^src/modules/([^/]+)/(model|model-[^/]+)\\.ts$', pathNot: test },
      to: { pathNot: ['^src/(kernel|engines)/', '^(node:)?crypto$', '^src/modules/$1/(model|model-[^/]+)\\.ts$'] } },
    { name: 'only-the-store-speaks-sql', severity: 'error', comment: 'others may name a transaction by import type, not build a query',
      from: { path: '^src/modules/', pathNot: ['/(store|store-[^/]+)\\.ts$', test, testing[1]] },
      to: { path: sql, dependencyTypesNot: ['type-only'] } },
    { name: 'routes-know-no-database', severity: 'error', comment: 'routes parse, authorise, call and present',
      from: { path: '^src/modules/[^/]+/(routes|access|texts|routes-[^/]+)\\.ts$', pathNot: test }, to: { path: sql } },
    { name: 'only-routes-speak-http', severity: 'error', comment: 'everything else is callable from a job or a command as well',
      from: { path: '^src/modules/', pathNot: ['/(routes|routes-[^/]+|access)\\.ts$', test, testing[1]] }, to: { path: http } },
    { name: 'access-takes-only-types-of-http', severity: 'error', comment: 'access.ts names who may call a route and calls nothing itself',
      from: { path: '^src/modules/[^/]+/access\\.ts$' }, to: { path: http, dependencyTypesNot: ['type-only'] } },

    { name: 'web-takes-only-types', severity: 'error', comment: 'browser and server share shapes, not code (the kernel is everybody\'s)',
      from: { path: '^(web|portal)/' },
      to: { path: '^src/(engines|platform|modules)/', dependencyTypesNot: ['type-only'] } },
    { name: 'web-does-not-know-the-app', severity: 'error', comment: 'screens talk to rooms over HTTP',
      from: { path: '^(web|portal)/' }, to: { path: '^src/app/' } },
    { name: 'portal-shares-the-kit-only', severity: 'error', comment: 'the citizen portal and the staff application meet in web/kit',
      from: { path: '^portal/' }, to: { path: '^web/(?!kit/)' } },
    { name: 'kit-knows-no-screen', severity: 'error', comment: 'the kit is used by every screen and knows none',
      from: { path: '^web/kit/' }, to: { path: '^(web/(?!kit/)|portal/)' } },

    { name: 'no-orphans', severity: 'error', comment: 'a file nobody imports and that imports nobody is forgotten',
      from: { orphan: true, pathNot: ['\\.test\\.(ts|mjs)$', '\\.d\\.ts$', '\\.css$', 'vite\\.config\\.ts$', '/fixtures/', '^tools/test/reporter\\.mjs$'] }, to: {} },
    { name: 'nobody-imports-a-test', severity: 'error', comment: 'what tests share lives in a testing.ts',
      from: {}, to: { path: '\\.test\\.(ts|mjs)$' } },
    { name: 'testing-is-for-tests', severity: 'error', comment: 'test machinery is no part of the product',
      from: { path: '^(src|web|portal)/', pathNot: [test, ...testing] }, to: { path: testing } },
    { name: 'product-needs-no-dev-package', severity: 'error', comment: 'move it to dependencies',
      from: { path: '^src/', pathNot: [test, ...testing] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' } },
    { name: 'packages-are-declared', severity: 'error', comment: 'name it in package.json; a package of a package may vanish',
      from: {}, to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] } },
    { name: 'imports-resolve', severity: 'error', comment: 'the file or package is not there',
      from: { path: '^(src|e2e|bench|tools)/' }, to: { couldNotResolve: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
}
