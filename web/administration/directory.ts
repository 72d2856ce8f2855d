import { useQueryClient } from '@tanstack/react-query'

/** The directory is otherwise kept for minutes: whoever changed it sees it changed. */
export function useRefreshDirectory(): () => void {
  const queries = useQueryClient()
  return () => void queries.invalidateQueries({ queryKey: ['directory'] })
}
