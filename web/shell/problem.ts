/** What the server answers when it did not do what it was asked (RFC 9457). */
export interface Problem {
  readonly title: string
  readonly status: number
  readonly detail?: string
  /** The reason as a word, for the screen to decide by. */
  readonly refusal?: string
  /** To be told to the administrator; the log has the same number. */
  readonly reference?: string
  readonly errors?: readonly { readonly path: string, readonly message: string }[]
}

/** `unreachable` and `too-slow` come from here, not from the server: nobody knows whether the deed was done. */
export class ApiProblem extends Error implements Problem {
  readonly status: number
  readonly title: string
  readonly detail?: string
  readonly refusal?: string
  readonly reference?: string
  readonly errors: readonly { readonly path: string, readonly message: string }[]

  constructor(problem: Problem) {
    super(problem.title)
    this.name = 'ApiProblem'
    this.status = problem.status
    this.title = problem.title
    if (problem.detail) this.detail = problem.detail
    if (problem.refusal) this.refusal = problem.refusal
    if (problem.reference) this.reference = problem.reference
    this.errors = problem.errors ?? []
  }

  /** The message for one field of a form, by its path in the body. */
  field(path: string): string | undefined {
    return this.errors.find((error) => error.path === path)?.message
  }
}

export const isProblem = (error: unknown, status?: number): error is ApiProblem =>
  error instanceof ApiProblem && (status === undefined || error.status === status)

/** Any answer that is not a success, read as a problem even when something in between answered in its own way. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null)
  const given = typeof body === 'object' && body !== null ? body : {}
  return new ApiProblem({ title: `HTTP ${response.status}`, ...given, status: response.status })
}
