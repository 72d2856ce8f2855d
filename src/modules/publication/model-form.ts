import type { Sha256 } from '../../kernel/sha256.ts'

/** A form as it was filled in; the files lie in the content store already. */
export interface SubmittedForm {
  readonly name: string
  readonly email: string
  readonly phone: string
  readonly subject: string
  readonly text: string
  readonly files: readonly { readonly name: string; readonly sha256: Sha256; readonly size: number }[]
}

export const formLimits = { fileBytes: 10 * 1024 * 1024, files: 5, text: 20_000 }

export type FormFault = 'missing' | 'malformed' | 'too-long' | 'too-large' | 'too-many' | 'filled-by-machine'
export type FormFaults = Partial<Record<'name' | 'contact' | 'subject' | 'text' | 'files' | 'trap', FormFault>>

/** What is wrong with a form, field by field; null when it can be handed in. */
export function faultsOf(form: SubmittedForm, given: { readonly trap: string; readonly tooLarge: boolean; readonly tooMany: boolean }): FormFaults | null {
  const { name, email, phone, subject, text, files } = form
  const faults: FormFaults = {
    ...name === '' ? { name: 'missing' } : {},
    ...email === '' && phone === '' ? { contact: 'missing' } : email !== '' && !/^[^\s@<>]+@[^\s@<>.]+(?:\.[^\s@<>.]+)+$/.test(email) ? { contact: 'malformed' } : {},
    ...subject === '' ? { subject: 'missing' } : {},
    ...text === '' ? { text: 'missing' } : text.length > formLimits.text ? { text: 'too-long' } : {},
    ...given.tooLarge ? { files: 'too-large' } : given.tooMany || files.length > formLimits.files ? { files: 'too-many' } : {},
    ...given.trap !== '' ? { trap: 'filled-by-machine' } : {},
  }
  return Object.keys(faults).length > 0 ? faults : null
}
