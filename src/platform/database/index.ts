export { openDatabase, openPool, tablesOf, type AnyTransaction, type Database, type DatabaseOptions } from './database.ts'
export { migrate, migrationsKey, type MigrationSource } from './migrate.ts'
export { inTransaction, sqlState } from './transaction.ts'
