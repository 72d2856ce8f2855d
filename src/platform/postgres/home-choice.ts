/** What is known about the directory we were given and, by its pointer file, about another home it was once given. */
export interface HomeFacts {
  readonly directory: string
  readonly pointer: Pointer | undefined
  /** There is a cluster where the pointer (or, without one, the directory) says. */
  readonly clusterExists: boolean
  /** The server's user can get there. */
  readonly reachable: boolean
  /** We may make a home elsewhere for the server's user: only root can. */
  readonly switchesUser: boolean
}

/** Content of the pointer file: the other home and whether its cluster was once complete. */
export interface Pointer {
  readonly home: string
  readonly complete: boolean
}

export type HomeChoice =
  | { readonly kind: 'live'; readonly home: string }
  | { readonly kind: 'move' }
  | { readonly kind: 'fail'; readonly reason: string }

const unwritable = 'this user may not write there'

/** Where the cluster lives. A home that was once complete is never replaced by an empty one. */
export function chooseHome({ directory, pointer, clusterExists, reachable, switchesUser }: HomeFacts): HomeChoice {
  const home = pointer?.home ?? directory
  if (pointer?.complete && !clusterExists) {
    const ways = `bring them back, or remove ${pointerName} from ${directory} to begin empty`
    return { kind: 'fail', reason: `its data lived in ${home} and are no longer there; ${ways}` }
  }
  if (reachable) return { kind: 'live', home }
  if (!switchesUser) return { kind: 'fail', reason: clusterExists ? `${home}/cluster belongs to another user` : unwritable }
  if (!clusterExists) return { kind: 'move' }
  return { kind: 'fail', reason: `the user who owns ${home}/cluster can no longer get there; let him through the directories above` }
}

export const pointerName = 'cluster.place'

export function parsePointer(text: string): Pointer | undefined {
  const [home = '', state = ''] = text.split('\n')
  return home.startsWith('/') ? { home, complete: state === 'complete' } : undefined
}

export const formatPointer = ({ home, complete }: Pointer) => `${home}\n${complete ? 'complete' : 'new'}\n`
