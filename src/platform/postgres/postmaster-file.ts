/** What a running server writes into `postmaster.pid` (PostgreSQL `src/include/utils/pidfile.h`), one value per line. */
export interface PostmasterFile {
  readonly pid: number
  readonly dataDirectory: string
  readonly port: number
  readonly socketDirectory: string
  readonly status: string
}

/** `undefined` while the file is still being written; a stand-alone backend stores its process id negative. */
export function parsePostmasterFile(text: string): PostmasterFile | undefined {
  const [pid = '', dataDirectory = '', , port = '', socketDirectory = '', , , status = ''] = text.split('\n')
  if (!/^-?[1-9]\d*$/.test(pid) || !/^\d+$/.test(port) || socketDirectory === '') return undefined
  return { pid: Math.abs(Number(pid)), dataDirectory, port: Number(port), socketDirectory, status: status.trim() }
}

/** One above Linux's PID_MAX_LIMIT: no process can ever have it. */
const impossiblePid = 4_194_305

/**
 * The same file naming a process that cannot exist. The server refuses to start while the named process lives, whoever that is;
 * deleting the file instead would also lose its shared-memory key, the guard against orphaned backends of the dead server.
 */
export function disownPostmasterFile(text: string): string {
  return text.replace(/^-?\d+/, String(impossiblePid))
}
