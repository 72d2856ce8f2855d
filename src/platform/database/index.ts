export { openDatabase, openPool, tablesOf, type AnyTransaction, type Database, type DatabaseOptions } from './database.ts'
export { migrate, migrationsKey, type MigrationSource } from './migrate.ts'
export { together } from './together.ts'
export { inSavepoint, inTransaction, isPassing, sqlState } from './transaction.ts'
