import { Button, Panel, plural, Stack, useLanguage, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import { Failure } from '../shell/failure.tsx'
import type { AdminPerson, SignInState as State } from './queries.ts'
import { administrationTexts, deviceForms } from './texts.ts'

/** Where somebody is signed in and by which keys they may; signing them out everywhere is at hand when a device is lost. */
export function SignInState({ person, state }: { person: AdminPerson, state: State }) {
  const t = useTexts(administrationTexts).signIn
  const language = useLanguage()
  const end = useDeed(() => api.delete(`/api/admin/people/${person.id}/sessions`), { done: t.ended })
  return (
    <Panel title={t.person}>
      <Stack>
        <p>{state.sessions > 0 ? t.sessions(plural(language, state.sessions, deviceForms[language])) : t.notIn}</p>
        <p>{state.keys.length > 0 ? t.keys(state.keys.map(({ name }) => name).join(', ')) : t.noKeys}{state.needsSecondFactor && state.keys.length === 0 && ` ${t.owes}`}</p>
        {end.error && <Failure error={end.error} />}
        {state.sessions > 0 && <div><Button busy={end.isPending} onClick={() => end.mutate()}>{t.end}</Button></div>}
      </Stack>
    </Panel>
  )
}
