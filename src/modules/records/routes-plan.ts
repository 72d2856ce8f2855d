import { z } from 'zod'
import { actorOf, respond, type Refusals, type Server } from '../../platform/http/index.ts'
import type { DeedDeps } from '../audit/index.ts'
import { access } from './access.ts'
import { separators } from './model-plan.ts'
import { importPlan, viewPlan, type PlanRefusal, type PlanReport } from './service-plan.ts'
import type { ClassRow } from './store.ts'
import { planProblemTexts, planTexts } from './texts-plan.ts'

const Import = z.object({ content: z.base64().max(4_000_000), dryRun: z.boolean().default(false), separator: z.enum(separators).nullable().default(null) })
const refusals: Refusals<PlanRefusal> = { status: { 'not-a-plan': 422, 'no-heading': 422, 'too-many-classes': 422, 'key-reused': 409 }, texts: planTexts }

/** The file plan: everybody reads it, administrators take over a new one. */
export function planRoutes(app: Server, deps: DeedDeps) {
  app.get('/api/plan', { config: { access: access.seeDocuments } }, async (request) => {
    const { name, separator, classes } = await viewPlan(deps, actorOf(request))
    return { name, separator, classes: classes.map(presentClass) }
  })

  app.post('/api/plan/import', { config: { access: access.configure }, bodyLimit: 5_000_000, schema: { body: Import } }, async (request, reply) => {
    const { content, dryRun, separator } = request.body
    const done = await importPlan(deps, actorOf(request), Buffer.from(content, 'base64'), { dryRun, separator })
    return respond(reply, done, refusals, (report) => presentReport(report, request.language))
  })
}

function presentClass({ id, code, name, description, parent_id: parentId, disposal_mark: mark, retention_years: years, ...row }: ClassRow) {
  return {
    id, code, name, description, parentId, mark, years, trigger: row.trigger, checkYears: row.check_years, numbering: row.document_numbering, timeLimitDays: row.time_limit_days,
    unitId: row.default_unit_id, validFrom: row.valid_from, validTo: row.valid_to,
  }
}

/** With every problem said in words. */
export function presentReport(report: PlanReport, language: 'cs' | 'en') {
  return { ...report, problems: report.problems.map(({ line, code, problem, value }) => ({ line, code, problem, says: planProblemTexts[language][problem](value) })) }
}
