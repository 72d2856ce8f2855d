import { useState } from 'react'
import { Avatar, Button, Card, Cluster, Columns, DefinitionList, Dialog, Icon, Kbd, Menu, MenuButton, MenuLink, Panel, showToast, Skeleton, Stack, Tag, TextArea, Tiles, Timeline } from '../kit/index.ts'

export function Overlays() {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Cluster>
        <Button onClick={() => setOpen(true)}>Otevřít okno</Button>
        <Menu label="s dokumentem" trigger={<>Další úkony <Icon name="chevronDown" size="s" /></>}>
          <MenuButton icon="copy">Zkopírovat číslo jednací</MenuButton>
          <MenuLink icon="download" href="#content">Stáhnout</MenuLink>
        </Menu>
      </Cluster>
      <Cluster>
        <Button onClick={() => showToast({ title: 'Předáno', text: 'Nyní u: Ing. Šimon Říha' })}>Oznámení</Button>
        <Button onClick={() => showToast({ tone: 'error', title: 'Nepodařilo se předat', text: 'Dokument mezitím převzal někdo jiný.' })}>Oznámení o chybě</Button>
      </Cluster>
      <Cluster><Avatar name="Mgr. Jana Nováková" /><span>Mgr. Jana Nováková</span><Avatar name="Šimon Říha" size="s" /><span>Šimon Říha</span></Cluster>
      <p>Zkratky: <Kbd>/</Kbd> hledat, <Kbd>J</Kbd> další, <Kbd>S</Kbd> schválit.</p>
      <Dialog open={open} onClose={close} title="Vrátit k doplnění" actions={<><Button onClick={close}>Zrušit</Button><Button look="primary" onClick={close}>Vrátit</Button></>}>
        <Stack><p>Dokument se vrátí zpracovateli. Lhůta běží dál.</p><TextArea label="Co je potřeba doplnit" required /></Stack>
      </Dialog>
    </>
  )
}

export function Times() {
  return (
    <Timeline label="Průběh" moments={[
      { key: '1', title: 'Doručeno', at: '2026-11-02T08:15:00Z', by: 'podatelna' },
      { key: '2', title: 'Zaevidováno', at: '2026-11-02T08:21:00Z', by: 'Bc. Žaneta Čermáková' },
      { key: '3', title: 'Vráceno k doplnění', phase: 'refused', at: '2026-11-05T12:00:00Z', by: 'JUDr. Ondřej Dvořák', body: <p>Chybí souhlas vlastníka pozemku.</p> },
      { key: '4', title: 'Posuzuje odbor životního prostředí', phase: 'current', at: '2026-11-09' },
      { key: '5', title: 'Schválení vedoucím', phase: 'ahead' },
      { key: '6', title: 'Odeslání', phase: 'ahead' },
    ]} />
  )
}

export function Contents() {
  return (
    <Stack>
      <Tiles>
        <Card title="K vyřízení" figure="14" href="/_kit">z toho 2 po lhůtě</Card>
        <Card title="K podpisu" figure="37" href="/_kit">ve čtyřech balících</Card>
        <Card title="Průměrná doba" figure="3,2 dne">o 41 % méně než loni</Card>
        <Card title="Bez odkazu">Jen sdělení.</Card>
      </Tiles>
      <Columns>
        <Panel title="O dokumentu" actions={<Button size="s">Upravit</Button>}>
          <DefinitionList facts={[
            ['Číslo jednací', 'KUVZ 101/2026'], ['Spisová značka', 'OŽPZ 77/2026'], ['Odesílatel', <>Obec Hojkov <span className="muted">(datová schránka 4xub7a2)</span></>],
            ['Věcná skupina', '208.4 Ochrana přírody, S 5'], ['Prázdná', null], ['Stav', <Tag key="s" state tone="info">Vyřizuje se</Tag>]]} />
        </Panel>
        <Stack>
          <Panel title="Důležité" tone="warning"><p>Lhůta končí 25. 11. 2026.</p></Panel>
          <Panel title="Načítá se"><Skeleton lines={4} /></Panel>
        </Stack>
      </Columns>
      <Panel title="Krátké údaje" level={3}><DefinitionList look="grid" facts={[['Doručeno', '2. 11. 2026'], ['Stran', '4'], ['Velikost', '1,4 MB'], ['Podpis', 'platný']]} /></Panel>
    </Stack>
  )
}
