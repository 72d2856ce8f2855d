import { automaton } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { accept, type Result } from '../../kernel/result.ts'
import type { KeyRefusal } from '../audit/index.ts'
import type { IntakeDeps, Key } from './deps.ts'
import type { FileHandedIn, Item } from './model.ts'
import { receive } from './service.ts'

/** What somebody filled in on the web, checked at its door. */
export interface WebForm {
  readonly name: string
  /** Empty when they gave none, as the phone. */
  readonly email: string
  readonly phone: string
  readonly subject: string
  readonly text: string
  /** In the content store already. */
  readonly files: readonly FileHandedIn[]
}

/** Takes in a form of the web: its words are the original, its files hang on it as those of a mail do. */
export async function receiveForm(deps: IntakeDeps, tenantId: Id<'Tenant'>, form: WebForm, command: Key): Promise<Result<Pick<Item, 'id' | 'receivedAt'>, KeyRefusal>> {
  const { name, email, phone, subject, files } = form
  const received = await receive(deps, automaton(tenantId, 'webový formulář'), {
    name: 'podani.txt', bytes: Buffer.from(wordsOf(form)), channel: 'EPodatelnaWeb',
    details: { subject, sender: { name, ...email ? { email } : {}, ...phone ? { phone } : {} }, ...files.length > 0 ? { files } : {} },
  }, command)
  return received.ok ? accept({ id: received.value.id, receivedAt: received.value.receivedAt }) : received
}

/** The form as its sender saw it before sending, so that the original can be read without any program of ours. */
function wordsOf({ name, email, phone, subject, text, files }: WebForm): string {
  const heads = [['Jméno nebo název', name], ['E-mail', email], ['Telefon', phone], ['Věc', subject]].filter(([, value]) => value !== '')
  const attached = files.map(({ name: file, size, sha256 }) => `- ${file} (${size} B, SHA-256 ${sha256})`)
  return [...heads.map(([label, value]) => `${label}: ${value}`), '', text, ...attached.length > 0 ? ['', 'Přílohy:', ...attached] : [], ''].join('\n')
}
