export { loginRoute } from './login.tsx'
export { SignInForm } from './sign-in-form.tsx'
