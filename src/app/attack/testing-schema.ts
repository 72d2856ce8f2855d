import type { Server } from '../../platform/http/index.ts'

/** A JSON schema as the OpenAPI document has it. */
export interface Schema {
  readonly type?: string
  readonly nullable?: boolean
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: 'path' | 'query'; readonly required?: boolean; readonly schema: Schema }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
  readonly responses: Readonly<Record<string, { readonly content?: object }>>
}

/** One route with all that is known of what it takes. */
export interface Door {
  readonly name: string
  readonly method: string
  /** With its parameters as `:id`. */
  readonly url: string
  readonly access: Server['declaredRoutes'][number]['access']
  readonly params: readonly string[]
  readonly query: Readonly<Record<string, Schema>>
  readonly required: readonly string[]
  readonly body: Schema | null
  readonly documented: boolean
  readonly answerDocumented: boolean
}

/** Every route of the running server, with its schemas where the OpenAPI document has them. */
export function doorsOf(app: Server): Door[] {
  const { paths = {} } = app.swagger() as unknown as { paths?: Record<string, Record<string, Operation>> }
  return app.declaredRoutes.map(({ method, url, access }): Door => {
    const operation = paths[url.replaceAll(/:(\w+)/g, '{$1}')]?.[method === 'HEAD' ? 'get' : method.toLowerCase()]
    const query = operation?.parameters?.filter((each) => each.in === 'query') ?? []
    return {
      name: `${method} ${url}`, method, url, access, params: [...url.matchAll(/:(\w+)/g)].map(([, name = '']) => name),
      query: Object.fromEntries(query.map(({ name, schema }) => [name, schema])), required: query.filter(({ required }) => required).map(({ name }) => name),
      body: operation?.requestBody?.content['application/json']?.schema ?? null, documented: operation !== undefined,
      answerDocumented: Object.values(operation?.responses ?? {}).some(({ content }) => content !== undefined),
    }
  })
}
