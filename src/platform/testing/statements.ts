import { PostgresQueryCompiler, type KyselyPlugin, type PluginTransformQueryArgs, type PluginTransformResultArgs } from 'kysely'
import type { Database } from '../database/index.ts'

export interface CountedDatabase {
  /** The same database; what is asked through it is counted, in its transactions too. */
  readonly db: Database
  /** The texts answered since the last call, in their order. `begin` and `commit` are not among them. */
  taken(): string[]
}

/** Counts the statements that work on this database costs: the number of round trips does not depend on how busy the machine is. */
export function countStatements(db: Database): CountedDatabase {
  let texts: string[] = []
  // A part of another statement is compiled too, but never answered.
  const compiled = new WeakMap<object, string>()
  const plugin: KyselyPlugin = {
    transformQuery({ node, queryId }: PluginTransformQueryArgs) {
      compiled.set(queryId, compiler.compileQuery(node, queryId).sql)
      return node
    },
    async transformResult({ result, queryId }: PluginTransformResultArgs) {
      texts.push(compiled.get(queryId) ?? '')
      return result
    },
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
