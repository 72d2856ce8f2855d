export { accountRoute } from './account.tsx'
export { setPasswordRoute } from './set-password.tsx'
