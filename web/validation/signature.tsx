import { DefinitionList, formatDate, Icon, Message, Tag, useLanguage, useTexts, type Fact, type Tone } from '../kit/index.ts'
import type { Signature } from './model.ts'
import { validationTexts } from './texts.ts'

const tones: Record<Signature['indication'], Tone> = { TOTAL_PASSED: 'success', INDETERMINATE: 'warning', TOTAL_FAILED: 'error' }

/** One signature: a sentence for everybody, the rest for an expert, and the very bytes that were signed. */
export function SignatureView({ signature, content }: { signature: Signature, content: string }) {
  const t = useTexts(validationTexts)
  const language = useLanguage()
  return (
    <article className="signature" aria-label={signature.signer ?? signature.id}>
      <Message quiet tone={tones[signature.indication]} title={signature.sentence[language]} />
      <details>
        <summary>{t.details}</summary>
        <DefinitionList facts={useFacts(signature)} />
      </details>
      <div><a className="button" data-look="secondary" data-size="s" href={`${content}/signed/${signature.index}`} download><Icon name="download" />{t.signed}</a></div>
    </article>
  )
}

function useFacts(signature: Signature): Fact[] {
  const t = useTexts(validationTexts)
  const language = useLanguage()
  const moment = (at: string | null) => at && formatDate(language, at, 'moment')
  const { certificate, timestamps, changes, changedPages, revision, problems } = signature
  return [
    [t.facts.result, <Tag key="result" tone={tones[signature.indication]}>{[signature.indication, signature.subIndication].filter(Boolean).join(' / ')}</Tag>],
    [t.facts.level, signature.level], [t.facts.qualification, signature.qualification], [t.facts.reason, signature.reason],
    [t.facts.signedAt, moment(signature.signedAt)], [t.facts.decisive, `${moment(signature.decisiveAt)} (${t.sources[signature.timeSource]})`],
    [t.facts.certificate, certificate && <>{certificate.subject}<br /><span className="muted small">{t.issued(certificate.issuer, certificate.serial)} {formatDate(language, certificate.notBefore, 'day')}–{formatDate(language, certificate.notAfter, 'day')}</span></>],
    [t.facts.algorithms, signature.algorithms.join(', ')],
    [t.facts.stamps, timestamps.length > 0 && timestamps.map(({ at, by, indication, qualified }, index) => <div key={index}>{[moment(at), by, qualified && t.qualified, indication].filter(Boolean).join(' · ')}</div>)],
    [t.facts.coverage, `${signature.coverage}${revision ? ` · ${t.revision(revision.number, revision.of)}` : ''}`], [t.facts.changes, signature.changesAfter],
    [t.facts.pages, changedPages.join(', ')], [t.facts.paths, changes.length > 0 && <ul className="signature__paths">{changes.map((path) => <li key={path}><code>{path}</code></li>)}</ul>],
    [t.facts.problems, problems.join(', ')],
  ].map(([term, value]): Fact => [term, value === false ? null : value])
}
