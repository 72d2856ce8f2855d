import { Icon, useTexts } from '../kit/index.ts'
import { stageOf, type Answer, type Stage } from './answer.ts'
import { dispatchTexts } from './texts.ts'

const stages: readonly Stage[] = ['writing', 'approving', 'sending', 'sent', 'delivered']

/** Where an answer is on its way out, and what comes next; `awaited` is whose approval is waited for. */
export function Stages({ answer, awaited }: { answer: Answer, awaited: string | null }) {
  const t = useTexts(dispatchTexts)
  const stage = stageOf(answer)
  const at = stages.indexOf(stage)
  return (
    <div className="stages">
      <ol className="stages__list" aria-label={t.course}>
        {stages.map((one, index) => {
          const done = index < at || stage === 'delivered' || (stage === 'sent' && index === at)
          return (
            <li key={one} className="stages__item" data-phase={done ? 'done' : index === at ? 'current' : 'ahead'} aria-current={index === at ? 'step' : undefined}>
              <span className="stages__mark" aria-hidden="true">{done ? <Icon name="check" size="s" /> : index + 1}</span>{t.stages[one]}
            </li>
          )
        })}
      </ol>
      <p className="muted">{stage === 'approving' && awaited ? t.awaited(awaited) : t.stageWords[stage]}</p>
    </div>
  )
}
