export { startPostgres, type Postgres, type PostgresOptions } from './start.ts'
export { makeTemplate } from './template.ts'
export { livingProcess } from './process-facts.ts'
export type { Connection } from './login.ts'
