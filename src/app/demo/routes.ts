import type { Server } from '../../platform/http/index.ts'
import { demoAccounts, demoPassword } from './accounts.ts'
import { demoPeople, demoUnits } from './people.ts'

/** Tells the sign-in page of the fictional office who can sign in. Registered in demo mode only. */
export function demoRoutes(app: Server) {
  app.get('/api/demo/people', { config: { access: 'public' }, schema: { hide: true } }, async () => ({
    password: demoPassword,
    people: demoAccounts.map(({ email, why }) => {
      const person = demoPeople.find((each) => each.email === email)
      return { name: person?.name, email, post: person?.post, unitName: demoUnits.find(({ code }) => code === person?.unit)?.name, roles: person?.roles, why }
    }),
  }))
}
