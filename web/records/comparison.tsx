import { useQuery } from '@tanstack/react-query'
import { Changes, EmptyState, Message, Skeleton, useTexts } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import type { Component } from './document.ts'
import { contentAddress, differenceQuery, type ChangedPage, type Difference } from './queries.ts'
import { recordsTexts } from './texts.ts'

interface ComparisonProps { readonly documentId: string, readonly component: Pick<Component, 'id' | 'name'>, readonly version: number, readonly from: number }

/** Two versions side by side: only the pages that differ, with the places marked, and what reads otherwise word by word. */
export function Comparison({ documentId, component, version, from }: ComparisonProps) {
  const t = useTexts(recordsTexts).comparison
  const address = contentAddress(documentId, component.id, version)
  const difference = useQuery(differenceQuery(address, from))
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <section className="preview" aria-label={t.label(from, version)} aria-busy={difference.isPending} tabIndex={0}>
      {difference.isPending && <div className="preview__sheet"><p className="muted">{t.waiting}</p><Skeleton lines={8} /></div>}
      {difference.error && <Failure error={difference.error} onAgain={() => void difference.refetch()} />}
      {difference.data && <Found difference={difference.data} before={contentAddress(documentId, component.id, from)} after={address} versions={[from, version]} />}
    </section>
  )
}

interface FoundProps { readonly before: string, readonly after: string, readonly versions: readonly [from: number, to: number] }

function Found({ difference, ...sides }: FoundProps & { difference: Difference }) {
  const t = useTexts(recordsTexts).comparison
  if (difference.kind === 'same') return <Message tone="success" quiet>{t.same}</Message>
  if (difference.kind === 'none') return <EmptyState title={t.none}>{t.noneLead}</EmptyState>
  if (difference.kind === 'text') return <div className="preview__sheet"><Changes before={difference.before} after={difference.after} label={t.words} /></div>
  return (
    <>
      <Message quiet>{t.changed(difference.changed.length, difference.pages)}</Message>
      {difference.changed.map((page) => <Page key={`${page.before} ${page.after}`} page={page} {...sides} />)}
    </>
  )
}

function Page({ page, before, after, versions }: FoundProps & { page: ChangedPage }) {
  const t = useTexts(recordsTexts).comparison
  const reads = page.textBefore !== page.textAfter
  return (
    <article className="comparison">
      <Side address={before} page={page.before} boxes={page.boxes} caption={t.side(versions[0], page.before)} missing={t.came} />
      <Side address={after} page={page.after} boxes={page.boxes} caption={t.side(versions[1], page.after)} missing={t.went} />
      <div className="comparison__words">
        {page.before !== null && page.after !== null && (reads
          ? <Changes before={page.textBefore} after={page.textAfter} label={t.words} />
          : <p className="small muted">{t.looksOnly}</p>)}
      </div>
    </article>
  )
}

interface SideProps { readonly address: string, readonly page: number | null, readonly boxes: ChangedPage['boxes'], readonly caption: string, readonly missing: string }

function Side({ address, page, boxes, caption, missing }: SideProps) {
  const source = (width: number) => `${address}/pages/${page}.png?width=${width}`
  return (
    <figure className="comparison__side">
      <figcaption className="small muted">{caption}</figcaption>
      {page === null ? <p className="comparison__missing muted">{missing}</p> : (
        <div className="comparison__page">
          <img alt={caption} loading="lazy" decoding="async" src={source(800)} srcSet={`${source(400)} 400w, ${source(800)} 800w`} sizes="(min-width: 64em) 25vw, 90vw" />
          {boxes?.map((box, index) => <span key={index} className="comparison__box" style={{ left: percent(box.left), top: percent(box.top), width: percent(box.width), height: percent(box.height) }} />)}
        </div>
      )}
    </figure>
  )
}

const percent = (fraction: number) => `${(fraction * 100).toFixed(3)}%`
