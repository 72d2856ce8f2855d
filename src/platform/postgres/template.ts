import { copyFile, mkdtemp, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { copyTree } from './copy-tree.ts'
import { explaining } from './errors.ts'
import { makeDirectory } from './home.ts'
import { logIn } from './login.ts'
import { startPostgres, type Postgres } from './start.ts'

/**
 * Makes, as a new `directory`, a ready cluster from which a database can be built where initdb refuses to run (a container with a
 * random uid). It may be part of an image: it holds no data, and its password is replaced in every copy.
 */
export async function makeTemplate(directory: string): Promise<void> {
  await makeDirectory(dirname(directory))
  const workshop = await explaining(directory, () => mkdtemp(`${directory}.new-`))
  const sources = [workshop]
  try {
    const postgres = await startPostgres({ directory: workshop })
    const cluster = await clusterOf(postgres)
    sources.push(dirname(cluster))
    await postgres.stop()
    await copyTree(cluster, join(workshop, 'template/cluster'), { directories: 0o755, files: 0o644 })
    await copyFile(join(workshop, 'password'), join(workshop, 'template/password'))
    await copyTree(join(workshop, 'template'), join(workshop, 'open'), { directories: 0o755, files: 0o644 })
    await explaining(directory, () => rename(join(workshop, 'open'), directory))
  } finally {
    for (const source of sources) await rm(source, { recursive: true, force: true })
  }
}

async function clusterOf({ connection }: Postgres): Promise<string> {
  const client = await logIn(connection, 'obeh template')
  try {
    const [answer] = await client.ask<{ place: string }>(`select current_setting('data_directory') as place`)
    return answer?.place ?? ''
  } finally {
    await client.end()
  }
}
