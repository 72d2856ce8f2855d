import type { ReactNode } from 'react'
import { formatDate, Icon, Tag, useLanguage, useTexts, type IconName, type Tone } from '../kit/index.ts'
import { hasFailed, type Consignment, type DispatchChannel } from './answer.ts'
import { ConsignmentDeeds } from './consignment-deeds.tsx'
import { dispatchTexts } from './texts.ts'

export const channelIcons: Record<DispatchChannel, IconName> = { EPodatelnaMail: 'envelope', EPodatelnaWeb: 'globe', Osobne: 'person', Posta: 'place' }

function toneOf({ state, resolved }: Consignment): Tone | 'neutral' {
  if (state === 'doruceno' || state === 'vypraveno') return 'success'
  if (state === 'nevypraveno') return 'info'
  return hasFailed({ state }) && !resolved ? 'error' : 'neutral'
}

export function StateTag({ consignment }: { consignment: Consignment }) {
  return <Tag state tone={toneOf(consignment)}>{useTexts(dispatchTexts).states[consignment.state]}</Tag>
}

/** One sending of a document: to whom, how, what became of it, every try, and what can be done with it now. */
export function ConsignmentItem({ consignment, may, title }: { consignment: Consignment, may: boolean, title?: ReactNode }) {
  const t = useTexts(dispatchTexts)
  const { channel, recipient, email, address } = consignment
  return (
    <li className="consignment">
      <div className="consignment__head">
        <span className="consignment__title"><Icon name={channelIcons[channel]} /><span>{title ?? <strong>{outcomeOf(t, consignment)}</strong>}</span></span>
        <StateTag consignment={consignment} />
      </div>
      <div className="muted small">{[t.channels[channel], recipient, email ?? address.join(', ')].filter(Boolean).join(' · ')}</div>
      <Facts consignment={consignment} />
      {may && <ConsignmentDeeds consignment={consignment} />}
    </li>
  )
}

function outcomeOf(t: (typeof dispatchTexts)['cs'], { channel, state, email, recipient }: Consignment): string {
  if (channel !== 'EPodatelnaMail') return recipient
  if (state === 'nevypraveno') return t.send.onTheWay(email ?? '')
  if (state === 'nedoruceno-zpracovano') return t.send.failed(email ?? '')
  return state === 'stornovano' ? recipient : t.send.sent(email ?? '')
}

function Facts({ consignment }: { consignment: Consignment }) {
  const t = useTexts(dispatchTexts)
  const language = useLanguage()
  const { sentAt, deliveredAt, response, state, channel, tries, attempts, postingNumber } = consignment
  const at = (instant: string) => formatDate(language, instant, 'moment')
  const facts = [
    sentAt && `${t.facts.sent[channel]}: ${at(sentAt)}`, deliveredAt && `${t.facts.delivered}: ${at(deliveredAt)}`,
    postingNumber && `${t.facts.postingNumber}: ${postingNumber}`,
  ].filter(Boolean)
  return (
    <>
      {facts.length > 0 && <div className="small">{facts.join(' · ')}</div>}
      {state === 'nevypraveno' && tries > 0 && <div className="small">{t.send.tries(tries)}</div>}
      {state === 'nedoruceno-zpracovano' && <div className="small">{t.send.fix}</div>}
      {channel === 'EPodatelnaWeb' && state === 'vypraveno' && <div className="small">{t.facts.onPortal}</div>}
      {response && <div className="small">{channel === 'EPodatelnaMail' && state !== 'stornovano' ? t.send.response : t.facts.note}: <code>{response}</code></div>}
      {attempts.length > 1 && (
        <details className="small">
          <summary>{t.facts.attempts(attempts.length)}</summary>
          <ol>{attempts.map((attempt) => <li key={attempt.number}>{at(attempt.at)}: {t.outcomes[attempt.outcome]} <code>{attempt.response}</code></li>)}</ol>
        </details>
      )}
    </>
  )
}
