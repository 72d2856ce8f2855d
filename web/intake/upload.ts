import { ApiProblem, type Problem } from '../shell/problem.ts'
import type { IntakeItem } from './item.ts'

/**
 * Sends one file and tells how far it is, which `fetch` cannot. The key makes sending again after a broken line safe: the same file under
 * the same key is received once. Throws an `ApiProblem`.
 */
export function upload(file: File, key: string, onProgress: (share: number) => void): Promise<readonly IntakeItem[]> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest()
    request.open('POST', '/api/intake')
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('idempotency-key', key)
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onload = () => {
      const answer = parse(request.responseText)
      if (request.status >= 200 && request.status < 300) done((answer as { items?: readonly IntakeItem[] }).items ?? [])
      else fail(new ApiProblem({ title: `HTTP ${request.status}`, ...answer as Partial<Problem>, status: request.status }))
    }
    request.onerror = () => fail(new ApiProblem({ status: 0, title: 'unreachable', refusal: 'unreachable' }))
    const form = new FormData()
    form.append('file', file)
    request.send(form)
  })
}

function parse(text: string): object {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}
