/** What of a document's contents an address asks to see: a part, a version of it, and the version it is compared with. */
export interface ShownContent { readonly cast?: string, readonly verze?: number, readonly porovnat?: number }

/** Anything may stand in an address; what is not understood is as if it were not there. */
export function readShown(search: Readonly<Record<string, unknown>>): ShownContent {
  const number = (name: string) => Number.isInteger(Number(search[name])) && Number(search[name]) > 0 ? { [name]: Number(search[name]) } : {}
  return { ...(typeof search['cast'] === 'string' && search['cast'].length <= 36 ? { cast: search['cast'] } : {}), ...number('verze'), ...number('porovnat') }
}
