import { useState } from 'react'
import { Button } from './button.tsx'
import { Field, type FieldWords } from './field.tsx'
import { Icon } from './icon.tsx'
import { useLanguage, useTexts } from './language.tsx'
import { formatSize } from './plural.ts'
import { kitTexts } from './texts.ts'

interface DropZoneProps extends FieldWords {
  readonly name?: string | undefined
  readonly files: readonly File[]
  readonly onChange: (files: File[]) => void
  readonly multiple?: boolean | undefined
  /** As of the input: `.pdf,.eml`. */
  readonly accept?: string | undefined
}

/** Files by dropping or choosing. The whole area is the native input, so keyboard and screen reader need nothing special. */
export function DropZone({ files, onChange, multiple, accept, name, ...words }: DropZoneProps) {
  const t = useTexts(kitTexts)
  const language = useLanguage()
  const [over, setOver] = useState(false)
  const add = (list: FileList | null) => { if (list?.length) onChange(multiple ? [...files, ...list] : [...list].slice(0, 1)) }
  return (
    <Field {...words}>
      {({ required, ...control }) => (
        <div className="stack" data-gap="s">
          <div className="drop-zone" data-over={over || undefined} onDragEnter={() => setOver(true)} onDragLeave={() => setOver(false)} onDrop={() => setOver(false)}>
            <Icon name="upload" size="l" />
            <span>{multiple ? t.dropHere : t.dropOne} <strong>{t.dropChoose}</strong></span>
            <input {...control} type="file" name={name} multiple={multiple} accept={accept} required={required && files.length === 0}
              onChange={(event) => { add(event.target.files); event.target.value = '' }} />
          </div>
          {files.length > 0 && (
            <ul className="file-list">
              {files.map((file, index) => (
                <li key={index}>
                  <span className="file-list__name">{file.name} <span className="muted small">{formatSize(language, file.size)}</span></span>
                  <Button look="plain" size="s" icon="cross" iconOnly onClick={() => onChange(files.filter((_, at) => at !== index))}>{t.remove(file.name)}</Button>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </Field>
  )
}
