import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { useState } from 'react'
import { Avatar, Panel, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { Failure } from '../shell/failure.tsx'
import { rootRoute } from '../shell/routes.tsx'
import { meQuery, signIn, type KeyQuestion } from '../shell/session.ts'
import { Doorstep } from './doorstep.tsx'
import { isInnerPath } from './inner-path.ts'
import { SignInForm } from './sign-in-form.tsx'
import { identityTexts } from './texts.ts'

interface DemoPeople {
  readonly password: string
  readonly people: readonly { readonly name: string, readonly email: string, readonly post?: string, readonly unitName?: string, readonly roles: readonly string[] }[]
}

export const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: (search): { back?: string } => isInnerPath(search.back) ? { back: search.back } : {},
  component: Login,
})

function Login() {
  const t = useTexts(identityTexts)
  const queries = useQueryClient()
  const { back } = loginRoute.useSearch()
  const navigate = loginRoute.useNavigate()
  const [asked, setAsked] = useState<KeyQuestion | null>(null)
  const enter = () => {
    queries.removeQueries({ queryKey: meQuery.queryKey })
    void navigate({ href: back ?? '/', replace: true })
  }
  const demo = useQuery({ queryKey: ['demo', 'people'], queryFn: ({ signal }) => api.get<DemoPeople>('/api/demo/people', { signal }), retry: false, staleTime: Infinity })
  return (
    <Doorstep title={t.title} under={t.lead} two={demo.data !== undefined}>
      <Panel title={t.title}><SignInForm onDone={enter} asked={asked} onBack={() => setAsked(null)} /></Panel>
      {demo.data && <Demo {...demo.data} onDone={(second) => { if (second) setAsked(second); else enter() }} />}
    </Doorstep>
  )
}

function Demo({ people, password, onDone }: DemoPeople & { onDone: (second: KeyQuestion | null) => void }) {
  const t = useTexts(identityTexts)
  const attempt = useMutation({ mutationFn: (email: string) => signIn(email, password), onSuccess: ({ second }) => onDone(second) })
  return (
    <Panel title={t.demo} flush>
      <p className="login__note">{t.demoLead}</p>
      {attempt.error && <Failure error={attempt.error} />}
      <ul className="login__people">
        {people.map((person) => (
          <li key={person.email}>
            <button type="button" className="login__person" onClick={() => attempt.mutate(person.email)}>
              <Avatar name={person.name} />
              <span>
                <strong>{person.name}</strong><br />
                <span className="muted small">{[...person.roles.map((role) => t.roles[role] ?? role), person.unitName].filter(Boolean).join(' · ')}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
