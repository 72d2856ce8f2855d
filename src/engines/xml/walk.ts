const elementNode = 1

/** The child elements in their order, of any namespace. */
export function elementsOf(parent: Element): Element[] {
  const found: Element[] = []
  for (let node = parent.firstChild; node; node = node.nextSibling) if (node.nodeType === elementNode) found.push(node as Element)
  return found
}

export const childrenOf = (parent: Element | undefined, namespace: string, name: string): Element[] =>
  parent ? elementsOf(parent).filter((child) => child.localName === name && child.namespaceURI === namespace) : []

export const childOf = (parent: Element | undefined, namespace: string, name: string): Element | undefined => childrenOf(parent, namespace, name)[0]

/** The element below by names of one namespace, each the first of its name. */
export const pathOf = (parent: Element | undefined, namespace: string, ...names: readonly string[]): Element | undefined =>
  names.reduce<Element | undefined>((element, name) => childOf(element, namespace, name), parent)

/** The whole text below, comments left out, without the white space around. */
export const textOf = (element: Element | undefined): string | undefined => element?.textContent?.trim()

export const textAt = (parent: Element | undefined, namespace: string, ...names: readonly string[]): string | undefined =>
  textOf(pathOf(parent, namespace, ...names))

export const attributeOf = (element: Element | undefined, name: string): string | undefined =>
  element?.hasAttribute(name) ? element.getAttribute(name) ?? undefined : undefined
