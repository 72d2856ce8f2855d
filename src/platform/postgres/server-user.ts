/** Whom the server processes run as. `switch` is empty when they simply run as we do. */
export interface ServerUser {
  readonly uid: number
  readonly gid: number
  readonly switch: { readonly uid: number; readonly gid: number } | Record<string, never>
  /** Listed among the system's users; initdb refuses to run for anyone else, the server itself does not mind. */
  readonly known: boolean
}

export interface UserFacts {
  readonly uid: number
  readonly gid: number
  /** The system can name the current user (from any of its sources, not only the file). */
  readonly named: boolean
  /** The text of `/etc/passwd`. */
  readonly passwd: string
  /** Owner of the cluster's directory, when there is one already. */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined
}

const nobody = { uid: 65_534, gid: 65_534 }

/** Root steps down to the owner of the cluster, else to `postgres`, else to `nobody`; anyone else runs the server as himself. */
export function chooseServerUser({ uid, gid, named, passwd, owner }: UserFacts): ServerUser {
  if (uid !== 0) return { uid, gid, switch: {}, known: named }
  const users = parsePasswd(passwd)
  const listed = owner && owner.uid !== 0 ? users.find((user) => user.uid === owner.uid) : undefined
  const unlisted = owner && owner.uid !== 0 ? owner : undefined
  const byName = (name: string) => users.find((user) => user.name === name && user.uid !== 0)
  const chosen = listed ?? unlisted ?? byName('postgres') ?? byName('nobody') ?? nobody
  const identity = { uid: chosen.uid, gid: chosen.gid }
  return { ...identity, switch: identity, known: users.some((user) => user.uid === chosen.uid) }
}

function parsePasswd(text: string) {
  return text.split('\n').flatMap((line) => {
    const [name = '', , uid = '', gid = ''] = line.split(':')
    return /^\d+$/.test(uid) && /^\d+$/.test(gid) ? [{ name, uid: Number(uid), gid: Number(gid) }] : []
  })
}
