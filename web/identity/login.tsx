import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { useState } from 'react'
import { Avatar, Panel, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { BrandMark } from '../shell/brand.tsx'
import { Failure } from '../shell/failure.tsx'
import { rootRoute } from '../shell/routes.tsx'
import { meQuery, signIn, type KeyQuestion } from '../shell/session.ts'
import { LanguageSwitch, ThemeSwitch } from '../shell/top-bar.tsx'
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
    <div className="login">
      <title>{`${t.title} – Oběh`}</title>
      <header className="login__bar"><LanguageSwitch /><ThemeSwitch /></header>
      <main className="login__middle" id="content">
        <div className="login__brand"><BrandMark /><div><h1>Oběh</h1><p className="muted">{t.lead}</p></div></div>
        <div className="login__boxes" data-two={demo.data ? true : undefined}>
          <Panel title={t.title}><SignInForm onDone={enter} asked={asked} onBack={() => setAsked(null)} /></Panel>
          {demo.data && <Demo {...demo.data} onDone={(second) => { if (second) setAsked(second); else enter() }} />}
        </div>
      </main>
    </div>
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
