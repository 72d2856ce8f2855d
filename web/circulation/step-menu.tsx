import { useState, type ReactNode } from 'react'
import { Icon, Menu, MenuButton, useTexts } from '../kit/index.ts'
import { api } from '../shell/api.ts'
import { useDeed } from '../shell/deed.ts'
import type { Item } from './item.ts'
import type { Place, Route, Stage } from './route.ts'
import { SaveTemplateDialog, useTemplateScopes } from './save-template.tsx'
import { DueDialog, InsertDialog, ReasonDialog } from './step-dialogs.tsx'
import { routeTexts } from './texts-route.ts'

/** A menu with one dialog at a time. */
export function useDialogs() {
  const [dialog, setDialog] = useState<ReactNode>(null)
  const close = () => setDialog(null)
  return { dialog, close, show: (next: ReactNode) => setDialog(next) }
}

const Dots = () => <Icon name="menu" />

/** What may be done with one step by whoever steers the route. */
export function PlaceMenu({ place, item }: { place: Place, item: Item | undefined }) {
  const t = useTexts(routeTexts)
  const { dialog, show, close } = useDialogs()
  const urge = useDeed(() => api.post(`/api/items/${item?.id}/urge`, {}), { done: t.deeds.urged })
  const who = place.addressee.name
  const open = item?.state === 'open'
  const [may, d] = [{ urge: open && item.may.urge, due: open && item.may.changeDue, withdraw: open && item.may.withdraw && place.may.skip }, t.dialog]
  if (!may.urge && !may.due && !place.may.skip && !place.may.reopen) return null
  const reason = (url: string, title: string, give: string, lead?: string) => show(<ReasonDialog url={url} title={title} give={give} lead={lead} onClose={close} />)
  return (
    <>
      <Menu label={t.deeds.menu(who)} trigger={<Dots />} className="button course-stages__menu">
        {may.urge && <MenuButton onClick={() => urge.mutate()}>{t.deeds.urge}</MenuButton>}
        {may.due && item && <MenuButton onClick={() => show(<DueDialog item={item} onClose={close} />)}>{t.deeds.due}</MenuButton>}
        {place.may.skip && <MenuButton onClick={() => reason(`/api/places/${place.id}/skip`, d.skipTitle(who), d.skip)}>{t.deeds.skip}</MenuButton>}
        {may.withdraw && item && <MenuButton onClick={() => reason(`/api/items/${item.id}/withdraw`, d.withdrawTitle(who), d.withdraw)}>{t.deeds.withdraw}</MenuButton>}
        {place.may.reopen && <MenuButton onClick={() => reason(`/api/places/${place.id}/reopen`, d.reopenTitle(who), d.reopen, d.reopenLead)}>{t.deeds.reopen}</MenuButton>}
      </Menu>
      {dialog}
    </>
  )
}

/** Where something may be put into the course. */
export function StageMenu({ routeId, stage, name }: { routeId: string, stage: Stage, name: string }) {
  const t = useTexts(routeTexts)
  const { dialog, show, close } = useDialogs()
  if (!stage.may.insertAfter && !stage.may.addBeside) return null
  return (
    <>
      <Menu label={t.deeds.stageMenu(name)} trigger={<Icon name="plus" />} className="button course-stages__menu">
        {stage.may.insertAfter && <MenuButton onClick={() => show(<InsertDialog routeId={routeId} place={{ after: stage.id }} onClose={close} />)}>{t.deeds.insertAfter}</MenuButton>}
        {stage.may.addBeside && <MenuButton onClick={() => show(<InsertDialog routeId={routeId} place={{ into: stage.id, kind: stage.kind }} onClose={close} />)}>{t.deeds.addBeside}</MenuButton>}
      </Menu>
      {dialog}
    </>
  )
}

export function RouteMenu({ route }: { route: Route }) {
  const t = useTexts(routeTexts)
  const { dialog, show, close } = useDialogs()
  const mayKeep = useTemplateScopes().length > 0
  if (!route.may.cancel && !mayKeep) return null
  const cancel = () => show(<ReasonDialog danger url={`/api/routes/${route.id}/cancel`} title={t.dialog.cancelTitle} lead={t.dialog.cancelLead} give={t.dialog.cancel} onClose={close} />)
  return <><Menu label={t.deeds.routeMenu} trigger={<Dots />} className="button course-stages__menu">
    {mayKeep && <MenuButton onClick={() => show(<SaveTemplateDialog route={route} onClose={close} />)}>{t.template.saveAs}</MenuButton>}
    {route.may.cancel && <MenuButton onClick={cancel}>{t.deeds.cancel}</MenuButton>}
  </Menu>{dialog}</>
}
