import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { PickOne, useTexts, type Pickable } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { intakeTexts } from './texts.ts'

interface FoundFile { readonly id: string, readonly fileReference: string, readonly subject: string }

/** What was chosen keeps its words in the draft, for after a reload nobody has searched for it. */
interface Props { readonly value: string | null, readonly label: string, readonly onChange: (id: string | null, label: string) => void, readonly error?: string | undefined }

/** An open file to join, found by a piece of its number or of its subject. */
export function FileField({ value, label, onChange, error }: Props) {
  const t = useTexts(intakeTexts).form
  const [typed, setTyped] = useState('')
  const text = useDeferredValue(typed.trim())
  const found = useQuery({
    queryKey: ['files to join', text], enabled: text.length > 0, staleTime: 10_000,
    queryFn: ({ signal }) => api.get<{ items: readonly FoundFile[] }>(`/api/files?${new URLSearchParams({ of: 'all', state: 'open', q: text, limit: '10' })}`, { signal }),
  })
  const offered = text ? (found.data?.items ?? []).map((file): Pickable => ({ value: file.id, label: file.fileReference, detail: file.subject })) : []
  const chosen = value && !offered.some((option) => option.value === value) ? [{ value, label }] : []
  return (
    <PickOne label={t.file} hint={t.fileHint} placeholder={t.fileNew} options={[...offered, ...chosen]} value={value} error={error} onSearch={setTyped}
      onChange={(id) => onChange(id, offered.find((option) => option.value === id)?.label ?? '')} />
  )
}
