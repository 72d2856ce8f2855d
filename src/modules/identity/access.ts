import type { Access } from '../../platform/http/index.ts'

/** Who may do what in this room, on one screen. */
export const access = {
  logIn: 'public',
  logOut: 'signed-in',
  seeSelf: 'signed-in',
  /** Everyone in the office may know who works where: work is addressed to people and units. */
  seeDirectory: 'signed-in',
  /** Everyone may know who stands in for whom: work is then done by another than was asked. */
  seeSubstitutions: 'signed-in',
  /** Heads see the people of their own unit and of those below it. */
  seeAdministration: ['admin', 'head'],
  administer: ['admin'],
  ownAccount: 'signed-in',
  /** One's own passkeys, and proving again that it is oneself. */
  ownKeys: 'signed-in',
  /** What is asked of everybody who signs in, and where somebody is signed in. */
  setSignInPolicy: ['admin'],
  /** Who has the link sets the password. */
  acceptInvitation: 'public',
  /** For oneself, for one's people, or as an administrator: decided by `mayArrangeFor`. */
  arrangeSubstitution: 'signed-in',
} as const satisfies Record<string, Access>
