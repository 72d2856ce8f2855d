import { automaton } from '../../kernel/actor.ts'
import { inEveryOffice, invitePerson, readPeople } from '../../modules/identity/index.ts'
import { administrationDeps } from '../administration.ts'
import { withOffice, type Outcome } from './outcome.ts'

/**
 * obeh office readmit EMAIL: the way back for an administrator who lost password and keys when nobody is left to invite them. Whoever can
 * do this has the machine and the keys of the log anyway; that it was done, and from the command line, is an entry of the log.
 */
export async function readmit(email: string): Promise<Outcome> {
  return withOffice(async (office) => {
    const found = await inEveryOffice(office.db, async (tenantId) =>
      (await readPeople(office.db, tenantId)).filter((person) => person.email === email.toLowerCase()).map((person) => ({ tenantId, person })))
    const [known, ...more] = found.flat()
    if (!known || more.length > 0) return refused(known ? 'More than one office has somebody of this address.' : 'Nobody who works here has this address.')
    const actor = { ...automaton(known.tenantId, 'obeh office readmit'), roles: ['admin'] as const }
    const invited = await invitePerson(administrationDeps(office), actor, known.person.id, { dropsKeys: true })
    if (!invited.ok) return refused(`Not readmitted: ${invited.refusal}.`)
    const { link, expiresAt } = invited.value
    return { ok: true, json: { name: known.person.name, link, expiresAt }, lines: [`${known.person.name} sets a new password by this link, shown only now; their passkeys go once it is used:`, `  ${link}`] }
  })
}

const refused = (line: string): Outcome => ({ ok: false, json: { refusal: 'not-readmitted' }, lines: [line] })
