import { useMutation, useQueryClient, type Query } from '@tanstack/react-query'
import { showToast } from '../kit/index.ts'
import { isProblem, type ApiProblem } from './problem.ts'

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
  const refresh = () => queries.invalidateQueries({ predicate: changes })
  return useMutation({
    mutationFn: run,
    onMutate: () => document.activeElement?.closest('.panel, .dialog') ?? null,
    onSuccess: (answer, input, panel) => {
      if (done) showToast({ title: done })
      onDone?.(answer, input)
      void refresh().then(() => requestAnimationFrame(() => keepFocus(panel)))
    },
    onError: (error, _, panel) => {
      if (isProblem(error, 409) || isProblem(error, 404)) void refresh().then(() => requestAnimationFrame(() => keepWords(panel ?? null, error)))
    },
  })
}

/** A refusal stands in the form it belongs to; when the form is gone with what others did meanwhile, it is said elsewhere. */
function keepWords(panel: Element | null, refusal: ApiProblem): void {
  if (!panel?.isConnected || !panel.querySelector('[role=alert]')) showToast({ tone: 'error', title: refusal.title, text: refusal.detail })
  keepFocus(panel)
}

/** The button that was pressed has often gone with its form; the keyboard then goes on from the heading of the same panel, else of the page. */
function keepFocus(panel: Element | null): void {
  if (document.activeElement !== document.body) return
  const heading = panel?.isConnected ? panel.querySelector<HTMLElement>('h2, h3') : document.querySelector<HTMLElement>('h1')
  heading?.setAttribute('tabindex', '-1')
  heading?.focus({ preventScroll: true })
}

const lasting = new Set<unknown>(['me', 'directory', 'demo', 'preview'])
const changes = (query: Query) => !lasting.has(query.queryKey[0])
