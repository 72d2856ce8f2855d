import { useQuery } from '@tanstack/react-query'
import { PickOne, SelectField, useTexts } from '../kit/index.ts'
import { planQuery } from '../records/file-queries.ts'
import { documentKinds } from './model.ts'
import { signingTexts } from './texts.ts'
import { ruleTexts } from './texts-rules.ts'

export interface Scope { readonly classId: string | null, readonly documentKind: string }

/** For which documents something holds: a class of the file plan with all below it, and a kind. */
export function ScopeFields({ scope, onChange }: { scope: Scope, onChange: (changed: Partial<Scope>) => void }) {
  const t = useTexts(ruleTexts).authorities
  const { kinds } = useTexts(signingTexts)
  const plan = useQuery(planQuery)
  const options = (plan.data?.classes ?? []).filter(({ validTo }) => validTo === null).map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` }))
  return (
    <>
      <PickOne label={t.class} placeholder={t.anyClass} options={options} value={scope.classId} onChange={(classId) => onChange({ classId })} />
      <SelectField label={t.kind} empty={t.anyKind} value={scope.documentKind} options={documentKinds.map((kind) => ({ value: kind, label: kinds[kind] }))} onChange={({ target }) => onChange({ documentKind: target.value })} />
    </>
  )
}
