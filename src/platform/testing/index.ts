export { testCluster, type TestCluster } from './cluster.ts'
export { lineTo, type TestLine } from './line.ts'
export { testDatabase, type TestDatabase } from './database.ts'
export { countStatements, type CountedDatabase } from './statements.ts'
