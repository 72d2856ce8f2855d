import { queryOptions } from '@tanstack/react-query'
import { api } from '../shell/api.ts'
import { isMoving, stageOf, type Answer } from './answer.ts'

/** While the letter is being set or the mail is on its way, it is asked for more often. */
export const answerQuery = (id: string) => queryOptions({
  queryKey: ['answer', id],
  queryFn: ({ signal }) => api.get<Answer>(`/api/answers/${id}`, { signal }),
  refetchInterval: (query) => {
    const answer = query.state.data
    if (!answer || stageOf(answer) === 'delivered') return false
    return !answer.ready || isMoving(answer) ? 2_000 : 15_000
  },
})
