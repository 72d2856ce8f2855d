import { chmod, chown, copyFile, mkdir, readdir, readlink, stat, symlink } from 'node:fs/promises'
import { join } from 'node:path'

/** The permissions a copy gets, whatever those of the original. */
export interface Access {
  readonly directories: number
  readonly files: number
  readonly executables?: number
  readonly owner?: { readonly uid: number; readonly gid: number } | undefined
}

/** Copies directories, plain files and symbolic links. */
export async function copyTree(source: string, target: string, access: Access): Promise<void> {
  await mkdir(target, { recursive: true })
  for (const entry of await readdir(source, { withFileTypes: true })) {
    const [from, to] = [join(source, entry.name), join(target, entry.name)]
    if (entry.isDirectory()) await copyTree(from, to, access)
    else if (entry.isSymbolicLink()) await symlink(await readlink(from), to)
    else if (entry.isFile()) await copyPlain(from, to, access)
  }
  await give(target, access.directories, access)
}

async function copyPlain(from: string, to: string, access: Access): Promise<void> {
  await copyFile(from, to)
  const executable = ((await stat(from)).mode & 0o100) !== 0
  await give(to, executable ? (access.executables ?? access.files) : access.files, access)
}

async function give(path: string, mode: number, { owner }: Access): Promise<void> {
  await chmod(path, mode)
  if (owner) await chown(path, owner.uid, owner.gid)
}
