export { openAuthority, type Authority, type IssuedKey } from './authority.ts'
export { serveAuthority, type ServedAuthority } from './serve.ts'
