export { addresseeOf, directoryQuery, useDirectory, type Addressee, type Person } from './directory.ts'
export { loginRoute } from './login.tsx'
export { SignInForm } from './sign-in-form.tsx'
