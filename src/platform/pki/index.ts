export { openAuthority, type Authority, type IssuedKey } from './authority.ts'
