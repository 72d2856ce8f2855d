import { useState } from 'react'
import { draftsIn, sameFields, type DraftFields } from './drafts.ts'
import { useMe } from './session.ts'

interface Draft<Fields> {
  readonly fields: Fields
  readonly set: (changed: Partial<Fields>) => void
  /** After sending, or to start again. */
  readonly drop: () => void
  /** Something is written that has not been sent. */
  readonly touched: boolean
}

/** Fields of one form of one thing. `empty` counts only when the form appears, so later answers of the server never overwrite what is being typed. */
export function useDraft<Fields extends DraftFields>(name: string, empty: Fields): Draft<Fields> {
  // Two people may share a tab; neither may read what the other has not sent.
  const key = `draft ${useMe().person.id} ${name}`
  const drafts = draftsIn(sessionStorage)
  const [state, setState] = useState(() => ({ key, empty, fields: drafts.read(key, empty) }))
  const current = state.key === key ? state : { key, empty, fields: drafts.read(key, empty) }
  if (current !== state) setState(current)
  return {
    fields: current.fields,
    touched: !sameFields(current.fields, current.empty),
    set: (changed) => setState((before) => {
      const fields = { ...before.fields, ...changed }
      drafts.write(key, fields, before.empty)
      return { ...before, fields }
    }),
    drop: () => {
      drafts.drop(key)
      setState((before) => ({ ...before, fields: before.empty }))
    },
  }
}
