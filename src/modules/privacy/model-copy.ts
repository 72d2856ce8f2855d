import type { ContentRef, PersonalItem, Section, Subject } from './model.ts'
import { purposes } from './model-purpose.ts'

/** What a person gets of their data, to be read by a machine (GDPR art. 20). `files` are paths within the archive. */
export interface Copy {
  readonly format: 'obeh-personal-data/1'
  readonly office: string
  readonly subject: Subject
  readonly madeAt: string
  readonly sections: readonly CopySection[]
}
export interface CopySection {
  readonly key: Section['key']
  readonly heading: string
  readonly purpose: string
  readonly basis: string
  readonly retention: string
  readonly items: readonly CopyItem[]
}
export interface CopyItem extends Pick<PersonalItem, 'place' | 'id' | 'title' | 'facts' | 'hold'> {
  readonly files: readonly (ContentRef & { readonly path: string })[]
}

/** A copy of what was gathered, with why it is kept in plain words. */
export function copyOf(office: string, subject: Subject, sections: readonly Section[], at: Date): Copy {
  const taken = new Set<string>()
  return {
    format: 'obeh-personal-data/1', office, subject, madeAt: at.toISOString(),
    sections: sections.map(({ key, items }) => ({
      key, ...purposes[key],
      items: items.map(({ place, id, title, facts, hold, contents }) => ({ place, id, title, facts, hold, files: contents.map((content) => ({ ...content, path: pathOf(title, content.name, taken) })) })),
    })),
  }
}

/** A path that any system unpacks, used once. */
function pathOf(title: string, name: string, taken: Set<string>): string {
  const safe = (text: string) => text.normalize('NFC').replace(/[^\p{L}\p{N}._ -]+/gu, '-').replace(/^[. -]+/, '').slice(0, 80).replace(/[. -]{1,80}$/, '') || 'soubor'
  const dot = name.lastIndexOf('.')
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot).replace(/[^\p{L}\p{N}.]+/gu, '').slice(0, 12)] : [name, '']
  for (let i = 1; ; i++) {
    const path = `prilohy/${safe(title)}/${safe(stem)}${i === 1 ? '' : `-${i}`}${extension}`
    if (taken.has(path.toLowerCase())) continue
    taken.add(path.toLowerCase())
    return path
  }
}
