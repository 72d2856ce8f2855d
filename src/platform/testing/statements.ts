import { PostgresQueryCompiler, type KyselyPlugin, type PluginTransformQueryArgs, type PluginTransformResultArgs } from 'kysely'
import type { Database } from '../database/index.ts'

export interface CountedDatabase {
  /** The same database; what is asked through it is counted, in its transactions too. */
  readonly db: Database
  /** The texts asked since the last call, in their order. `begin` and `commit` are not among them. */
  taken(): string[]
}

/** Counts the statements that work on this database costs: the number of round trips does not depend on how busy the machine is. */
export function countStatements(db: Database): CountedDatabase {
  let texts: string[] = []
  const plugin: KyselyPlugin = {
    transformQuery({ node, queryId }: PluginTransformQueryArgs) {
      texts.push(compiler.compileQuery(node, queryId).sql)
      return node
    },
    transformResult: async ({ result }: PluginTransformResultArgs) => result,
  }
  return {
    db: db.withPlugin(plugin),
    taken() {
      const asked = texts
      texts = []
      return asked
    },
  }
}

const compiler = new PostgresQueryCompiler()
