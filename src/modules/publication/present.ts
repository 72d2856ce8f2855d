import { dayOf, type Day } from '../../kernel/day.ts'
import type { Progress, PublicStep } from './model.ts'
import type { MatterPage, PageStep } from './pages.ts'
import type { Opened } from './service-portal.ts'
import type { PublicOffice } from './store.ts'
import { texts } from './texts.ts'

type PageBody = Omit<MatterPage, 'language' | 'authority' | 'otherLanguage'>

const states = {
  received: 'received', handled: 'in-progress', statements: 'waiting-for-others', approval: 'decided', answered: 'dispatched', settled: 'closed',
} as const satisfies Record<Progress['state'], MatterPage['state']>

const names = {
  registered: 'registered', 'handed-over': 'assigned', 'statements-asked': 'commented', 'statements-complete': 'commented', approved: 'approved',
  answered: 'dispatched', settled: 'settled', reopened: 'reopened',
} as const satisfies Record<PublicStep['kind'], PageStep['name']>

/** A matter as its page shows it; the only way out. `code` goes back into the form that downloads the proof. */
export function presentMatter(
  { matter, progress, deliveries }: Opened, office: PublicOffice, code: string, language: 'cs' | 'en', now: Date,
): PageBody {
  const { number, dueOn } = matter
  return {
    kind: 'matter', number, subject: matter.subject ?? texts[language].matter(number), receivedAt: matter.receivedAt.toISOString(),
    state: states[progress.state], steps: presentSteps(matter.openedOn, progress), updatedAt: now.toISOString(),
    contact: { unit: progress.unitName ?? office.name, email: office.email },
    ...(dueOn === null ? {} : { timeLimit: { until: dueOn, state: limitState(dueOn, progress, dayOf(now)) } }),
    ...(matter.proof === null ? {} : { proof: { action: '/portal/doklad', fields: { number, code, lang: language } } }),
    documents: deliveries.map(({ id, number: documentNumber, size, publishedAt }) => ({
      number: documentNumber, size, publishedAt: publishedAt.toISOString(), action: '/portal/dokument', fields: { number, code, document: id, lang: language },
    })),
  }
}

/** A limit is kept by the answer, or by settling the matter without one. */
function limitState(dueOn: Day, { steps }: Progress, today: Day) {
  const ended = steps.slice(steps.findLastIndex(({ kind }) => kind === 'reopened') + 1).find(({ kind }) => kind === 'answered' || kind === 'settled')?.on
  if (ended !== undefined) return ended <= dueOn ? 'met' : 'passed'
  return today <= dueOn ? 'running' : 'passed'
}

/** What has been done, what is being done, what will be. */
export function presentSteps(openedOn: Day, { state, steps }: Progress): PageStep[] {
  const told = steps.filter(({ kind }) => kind !== 'statements-complete').map((step): PageStep => ({
    name: names[step.kind], at: step.on, phase: isOpen(step, state, steps) ? 'current' : 'done', ...byOf(step),
  }))
  const doing: PageStep[] = told.some(({ phase }) => phase === 'current') ? [] : nowDoing[state].map((name) => ({ name, phase: 'current' }))
  const known = new Set([...told, ...doing].map(({ name }) => name))
  const ahead = state === 'settled' ? [] : usual.filter((name) => !known.has(name) && usual.indexOf(name) > furthest(known))
  return [{ name: 'received', phase: 'done', at: openedOn }, ...told, ...doing, ...ahead.map((name): PageStep => ({ name, phase: 'ahead' }))]
}

/** What every matter goes through. */
const usual: readonly PageStep['name'][] = ['received', 'registered', 'assigned', 'approved', 'dispatched', 'settled']
const furthest = (known: ReadonlySet<PageStep['name']>) => usual.findLastIndex((name) => known.has(name))
const nowDoing: Record<Progress['state'], readonly PageStep['name'][]> = {
  received: [], handled: [], statements: [], approval: ['dispatched'], answered: ['settled'], settled: [],
}

/** From when a unit has the matter before it. */
const atWork: ReadonlySet<PublicStep['kind']> = new Set(['handed-over', 'reopened'])

/** The newest hand-over, or taking up again, while the unit works on it; the statements that have not all come. */
function isOpen({ id, kind }: PublicStep, state: Progress['state'], steps: readonly PublicStep[]): boolean {
  if (state === 'handled') return atWork.has(kind) && steps.findLast((step) => atWork.has(step.kind))?.id === id
  return state === 'statements' && kind === 'statements-asked' && steps.findLast((step) => step.kind === 'statements-asked')?.id === id
}

function byOf({ kind, unitName, unitNames }: PublicStep): { by?: string } {
  const by = kind === 'handed-over' ? unitName ?? '' : unitNames.join(', ')
  return by === '' ? {} : { by }
}
