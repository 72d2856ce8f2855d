import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { EmptyState, Icon, LinkButton, Message, Skeleton, useTexts } from '../kit/index.ts'
import { Failure } from '../shell/failure.tsx'
import { isProblem } from '../shell/problem.ts'
import type { Component } from './document.ts'
import { contentAddress, previewQuery, type Preview, type Within } from './queries.ts'
import { recordsTexts } from './texts.ts'

interface PaneProps { readonly documentId: string, readonly component: Pick<Component, 'id' | 'name'>, readonly version: number }

/** A look into a version: pictures of pages or plain text made by the server, never the foreign file itself. */
export const PreviewPane = ({ documentId, component, version }: PaneProps) => <PreviewAt address={contentAddress(documentId, component.id, version)} name={component.name} />

/** The same of any content whose address answers with `/preview`, `/pages/N.png` and, itself, with the file to be downloaded. */
export function PreviewAt({ address, name }: { readonly address: string, readonly name: string }) {
  const t = useTexts(recordsTexts).preview
  const preview = useQuery(previewQuery(address))
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <section className="preview" aria-label={t.label(name)} tabIndex={0}>
      {preview.isPending && <div className="preview__sheet"><Skeleton lines={10} /></div>}
      {isProblem(preview.error, 410) && <EmptyState title={preview.error.title} />}
      {preview.error && !isProblem(preview.error, 410) && <Failure error={preview.error} onAgain={() => void preview.refetch()} />}
      {preview.data?.within && <InContainer within={preview.data.within} address={address} />}
      {preview.data && !isOnlyWithin(preview.data) && <Content key={address} preview={preview.data} address={address} name={name} />}
    </section>
  )
}

function Content({ preview, address, name }: { preview: Preview, address: string, name: string }) {
  const t = useTexts(recordsTexts)
  if (preview.kind === 'pages') return preview.sizes.map((size, index) => <PageImage key={index} address={address} page={index + 1} of={preview.pages} size={size} />)
  if (preview.kind === 'text') {
    return (
      <>
        {preview.isCut && <Message quiet>{t.preview.cut}</Message>}
        <div className="preview__sheet preview__text">{preview.text.trim() || <span className="muted">{t.preview.emptyText}</span>}</div>
      </>
    )
  }
  return (
    <EmptyState title={t.preview.none} actions={<a className="button" data-look="secondary" href={address} download><Icon name="download" />{t.contents.download}<span className="visually-hidden">: {name}</span></a>}>
      {t.preview.noneLead}
    </EmptyState>
  )
}

/** Of such a file its name and the way to it are all there is to show. */
const isOnlyWithin = ({ kind, within }: Preview) => kind === 'none' && Boolean(within)

/** That a version is a container, and of which file in it the preview is. */
function InContainer({ within: { name, version, sha256 }, address }: { within: Within, address: string }) {
  const t = useTexts(recordsTexts).preview
  return (
    <div className="preview__within">
      <Message quiet title={t.container} actions={<LinkButton size="s" href={`${address.slice(0, address.lastIndexOf('/'))}/${version}`} download icon="download">{t.inner}</LinkButton>}>
        {name}<span className="preview__hash">{t.hash} <code>{sha256}</code></span>
      </Message>
    </div>
  )
}

const widths = [400, 800, 1200, 1600]

function PageImage({ address, page, of, size }: { address: string, page: number, of: number, size: { readonly widthPt: number, readonly heightPt: number } }) {
  const t = useTexts(recordsTexts).preview
  const [failed, setFailed] = useState(false)
  if (failed) return <div className="preview__sheet"><Message tone="warning" title={t.page(page, of)}>{t.failed}</Message></div>
  const source = (width: number) => `${address}/pages/${page}.png?width=${width}`
  return (
    <img className="preview__page" alt={t.page(page, of)} loading={page > 1 ? 'lazy' : 'eager'} decoding="async" width={Math.round(size.widthPt)} height={Math.round(size.heightPt)}
      src={source(800)} srcSet={widths.map((width) => `${source(width)} ${width}w`).join(', ')} sizes="(min-width: 64em) 45vw, 90vw" onError={() => setFailed(true)} />
  )
}
