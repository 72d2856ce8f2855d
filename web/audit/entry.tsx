import { Cluster, DefinitionList, formatDate, Icon, LinkButton, Stack, Tag, useLanguage, useTexts, type Fact } from '../kit/index.ts'
import { eventTexts } from '../records/texts-events.ts'
import type { LogEntry } from './queries.ts'
import { logTexts } from './texts.ts'
import { factsOf, placeOf } from './words.ts'

/** One deed in a line; what is known of it, its object and its proof unfold. */
export function Entry({ entry }: { entry: LogEntry }) {
  const t = useTexts(logTexts)
  const language = useLanguage()
  const events = useTexts(eventTexts)
  const { index, at, event, objectType, actorName, onBehalfOf, outcome } = entry
  return (
    <li className="log__entry">
      <details>
        <summary>
          <span className="log__number muted small">č. {index}</span>
          <time dateTime={at} className="muted small">{formatDate(language, at, 'moment')}</time>
          <span className="log__words">
            <strong>{events[event] ?? event}</strong>: {t.objects[objectType] ?? objectType}
            {outcome !== 'done' && <> <Tag tone="error" icon="cross">{outcome === 'refused' ? t.refused : t.failed}</Tag></>}
            <span className="table__secondary">{actorName ?? t.system}{onBehalfOf && ` ${t.inPlaceOf(onBehalfOf)}`}</span>
          </span>
          <Icon name="chevronDown" />
        </summary>
        <div className="log__more"><More entry={entry} /></div>
      </details>
    </li>
  )
}

function More({ entry }: { entry: LogEntry }) {
  const t = useTexts(logTexts)
  const place = placeOf(entry)
  const facts: Fact[] = [
    [t.facts.exactly, entry.at], [t.facts.origin, entry.origin], [t.facts.object, <span className="log__value" key="object">{entry.objectId}</span>],
    ...factsOf(entry.particulars, t).map(([term, value]): Fact => [term, <span className="log__value" key={term}>{value}</span>]),
  ]
  return (
    <Stack gap="s">
      <DefinitionList facts={facts} />
      {entry.withheld && <p className="muted small">{t.withheld}</p>}
      {entry.erased && !entry.withheld && <p className="muted small">{t.erased}</p>}
      <Cluster>
        {place && <LinkButton size="s" href={place}>{t.open}</LinkButton>}
        <LinkButton size="s" look="plain" href={`/protokol?co=${encodeURIComponent(entry.subjectId)}`}>{t.sameThing}</LinkButton>
        <LinkButton size="s" look="plain" icon="download" href={`/api/log/${entry.index}/proof`} download>{t.proof}</LinkButton>
      </Cluster>
    </Stack>
  )
}
