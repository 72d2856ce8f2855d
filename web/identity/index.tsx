export { addresseeOf, directoryQuery, useDirectory, type Addressee } from './directory.ts'
export { loginRoute } from './login.tsx'
export { SignInForm } from './sign-in-form.tsx'
