/** Back only to a page of this office: `//elsewhere` and `https:` are other sites. */
export function isInnerPath(path: unknown): path is string {
  return typeof path === 'string' && /^\/(?![/\\])/.test(path) && !path.startsWith('/login')
}
