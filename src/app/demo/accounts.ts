import { demoPeople } from './people.ts'

/** Only the fictional office has it; production has no default secret. */
export const demoPassword = 'Ukazka-Obeh-2026'

const hints: readonly (readonly [email: string, why: string])[] = [
  ['vera.hajkova', 'podatelna: registers what comes in'],
  ['jan.novotny', 'clerk of transport'],
  ['helena.cerna', 'head of transport: hands over and approves'],
  ['tomas.rihacek', 'clerk of environment, asked for statements'],
  ['irena.sykorova', 'auditor: sees every document and the log'],
  ['klara.strakova', 'data protection officer: what the office keeps of a person'],
]

export interface DemoAccount {
  readonly name: string
  readonly email: string
  readonly why: string
}

/** Those worth signing in as first. */
export const demoAccounts: readonly DemoAccount[] = hints.flatMap(([mailbox, why]) => {
  const person = demoPeople.find(({ email }) => email.startsWith(`${mailbox}@`))
  return person ? [{ name: person.name, email: person.email, why }] : []
})
