import { demoPassword } from '../src/app/demo/accounts.ts'

/** Signs one of the demo people in; what it returns asks as them, at the same address unless told another, and throws at any refusal. */
export async function asking(url: string, email: string): Promise<(path: string, at?: string) => Promise<unknown>> {
  const signedIn = await fetch(`${url}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, password: demoPassword }) })
  if (!signedIn.ok) throw new Error(`${email} could not sign in: ${signedIn.status}`)
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  return async (path, at = url) => {
    const answer = await fetch(`${at}${path}`, { headers: { cookie } })
    if (!answer.ok) throw new Error(`GET ${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
}
