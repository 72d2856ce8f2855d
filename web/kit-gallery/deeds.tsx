import { Button, Cluster, LinkButton, Message, Tag } from '../kit/index.ts'

export function Buttons() {
  return (
    <>
      <Cluster>
        <Button look="primary">Schválit</Button>
        <Button>Vrátit k doplnění</Button>
        <Button look="plain">Zrušit</Button>
        <Button look="danger">Stornovat</Button>
      </Cluster>
      <Cluster>
        <Button look="primary" icon="plus">Nový dokument</Button>
        <LinkButton href="#content" icon="download">Stáhnout doklad</LinkButton>
        <Button look="plain" icon="copy" iconOnly>Zkopírovat číslo jednací</Button>
        <Button icon="search" iconOnly>Hledat</Button>
      </Cluster>
      <Cluster>
        <Button look="primary" busy>Podepisuje se…</Button>
        <Button disabled>Nelze</Button>
        <Button look="primary" disabled>Nelze</Button>
        <Button aria-disabled>Nelze, ale lze zaměřit</Button>
      </Cluster>
      <Cluster>
        <Button size="s">Malé</Button>
        <Button size="s" look="primary">Malé</Button>
        <Button size="l">Velké</Button>
        <Button size="l" look="primary">Velké</Button>
      </Cluster>
    </>
  )
}

export function Tags() {
  return (
    <>
      <Cluster>
        <Tag state>Nový</Tag>
        <Tag state tone="info">Vyřizuje se</Tag>
        <Tag state tone="success">Vyřízen</Tag>
        <Tag state tone="warning">Čeká na doplnění</Tag>
        <Tag state tone="error">Po lhůtě</Tag>
      </Cluster>
      <Cluster>
        <Tag>Datová schránka</Tag>
        <Tag tone="info" icon="envelope">E-mail</Tag>
        <Tag tone="success" icon="check">Podpis platí</Tag>
        <Tag tone="warning" icon="warning">Zbývají 2 dny</Tag>
        <Tag tone="error" icon="fault">Podpis neplatí</Tag>
      </Cluster>
    </>
  )
}

export function Messages() {
  return (
    <>
      <Message quiet title="Agenda je pouze elektronická">Listinný originál se převede a dál obíhá jen jeho elektronická podoba.</Message>
      <Message quiet tone="success" title="Dokument byl odeslán do datové schránky." />
      <Message quiet tone="warning" title="Lhůta končí pozítří" actions={<Button size="s">Prodloužit lhůtu</Button>}>Správní řád, § 71 odst. 3.</Message>
      <Message quiet tone="error" title="Dokument se nepodařilo podepsat" onClose={() => undefined}>Certifikátu skončila platnost 1. 11. 2026. Číslo chyby: <code>4f2a9c01</code></Message>
    </>
  )
}
