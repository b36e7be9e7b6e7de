'use client'

import { fileLimits } from '@operations-manager/schema/project-file/limits.ts'
import { FileUp } from 'lucide-react'
import { useState } from 'react'
import { DropZone, type DropZoneProps } from 'react-aria-components'
import { useTranslations } from 'use-intl'
import { Button } from '../../design/button.tsx'
import { FieldNotes } from '../../design/field.tsx'
import type { SaidOfFile } from '../problems/said.ts'
import styles from './start.module.css'

type DropEvent = Parameters<NonNullable<DropZoneProps['onDrop']>>[0]

type Props = {
  readonly isPending: boolean
  readonly problems: readonly SaidOfFile[]
  readonly onTake: (text: string) => void
}

/** Takes a file: chosen, dropped, or pasted. One that is too large is not even read. */
export function FileDoor({ isPending, problems, onTake }: Props) {
  const words = useTranslations('edit')
  const [text, setText] = useState('')
  const [tooLarge, setTooLarge] = useState<string | null>(null)
  const open = async (file: File): Promise<void> => {
    const isTooLarge = file.size > fileLimits.bytes
    setTooLarge(isTooLarge ? words('tooLarge', { name: file.name, limit: fileLimits.bytes / 1024 }) : null)
    if (isTooLarge) return
    const read = await file.text()
    setText(read)
    onTake(read)
  }
  const notes = [
    ...(tooLarge === null ? [] : [{ message: tooLarge, isWrong: true }]),
    ...problems.map(({ message, line }) => ({
      message: line === null ? message : `${words('line', { line })}: ${message}`,
      isWrong: true,
    })),
  ]
  return (
    <form
      className={styles['start']}
      onSubmit={(event) => {
        event.preventDefault()
        onTake(text)
      }}
    >
      <p className={styles['lead']}>{words('importText')}</p>
      <DropFile onFile={(file) => void open(file)} />
      <label htmlFor="pasted" className={styles['label']}>
        {words('paste')}
      </label>
      <textarea
        id="pasted"
        rows={12}
        spellCheck={false}
        className={styles['pasted']}
        value={text}
        aria-invalid={notes.length > 0 || undefined}
        aria-describedby={notes.length > 0 ? 'pasted-notes' : undefined}
        onChange={(event) => setText(event.target.value)}
      />
      <div aria-live="assertive">
        <FieldNotes id="pasted-notes" notes={notes} />
      </div>
      <div className={styles['acts']}>
        <Button
          look="main"
          type="submit"
          isPending={isPending}
          reason={text.trim() === '' ? words('pasteFirst') : null}
        >
          {words('readFile')}
        </Button>
      </div>
    </form>
  )
}

function DropFile({ onFile }: { readonly onFile: (file: File) => void }) {
  const words = useTranslations('edit')
  const drop = async ({ items }: DropEvent): Promise<void> => {
    const item = items.find((one) => one.kind === 'file')
    if (item !== undefined) onFile(await item.getFile())
  }
  return (
    <DropZone className={styles['drop'] ?? ''} aria-label={words('chooseFile')} onDrop={(event) => void drop(event)}>
      <FileUp aria-hidden />
      <label htmlFor="chosen">{words('chooseFile')}</label>
      <input
        id="chosen"
        type="file"
        accept=".yaml,.yml,.json,text/*"
        onChange={({ target }) => {
          const [file] = target.files ?? []
          if (file !== undefined) onFile(file)
        }}
      />
    </DropZone>
  )
}
