import { useMutation, useQueryClient, type Query } from '@tanstack/react-query'
import { showToast } from '../kit/index.ts'
import { isProblem } from './problem.ts'

interface Saying<Answer, Input> {
  /** Said when it is done; nothing when the page itself shows it. */
  readonly done?: string | undefined
  readonly onDone?: ((answer: Answer, input: Input) => void) | undefined
}

/**
 * Something the person does on the server. Afterwards everything on the screen is asked for again, for a deed may change any of it;
 * also when the server says that somebody was faster, so that the reason is seen beside the refusal.
 */
export function useDeed<Answer = unknown, Input = void>(run: (input: Input) => Promise<Answer>, { done, onDone }: Saying<Answer, Input> = {}) {
  const queries = useQueryClient()
  const refresh = () => void queries.invalidateQueries({ predicate: changes })
  return useMutation({
    mutationFn: run,
    onSuccess: (answer, input) => {
      if (done) showToast({ title: done })
      onDone?.(answer, input)
      refresh()
    },
    onError: (error) => { if (isProblem(error, 409) || isProblem(error, 404)) refresh() },
  })
}

const lasting = new Set<unknown>(['me', 'directory', 'demo', 'preview'])
const changes = (query: Query) => !lasting.has(query.queryKey[0])
