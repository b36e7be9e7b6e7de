'use client'

import { Download } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Button } from './button.tsx'
import { CopyButton } from './copy-button.tsx'
import { download } from './download.ts'
import { ScrollArea } from './scroll-area.tsx'
import { yamlParts } from './yaml-parts.ts'
import styles from './code-block.module.css'

type Props = {
  /** What it is, for whoever cannot see it. */
  readonly label: string
  readonly text: string
  readonly language?: 'yaml' | 'text'
  /** The name of the file; absent for what nobody would download. */
  readonly file?: string
}

/** Text for machines, to be read, copied and downloaded. */
export function CodeBlock({ label, text, language = 'yaml', file }: Props) {
  const words = useTranslations('shell')
  return (
    <figure className={styles['block']}>
      <div className={styles['tools']}>
        <figcaption>{label}</figcaption>
        <CopyButton text={text} label={words('copyThing', { thing: label })} />
        {file !== undefined && (
          <Button
            look="quiet"
            label={words('downloadThing', { thing: label })}
            onPress={() => download(file, text, 'application/yaml')}
          >
            <Download aria-hidden />
            {words('download')}
          </Button>
        )}
      </div>
      <ScrollArea label={label} className={styles['scroll']}>
        <pre className={styles['text']}>{language === 'yaml' ? text.trimEnd().split('\n').map(yamlLine) : text}</pre>
      </ScrollArea>
    </figure>
  )
}

function yamlLine(line: string, index: number) {
  return (
    // Lines of a text that does not change have no other name.
    <span key={index}>
      {yamlParts(line).map(({ kind, text }, at) =>
        kind === 'text' ? (
          text
        ) : (
          <span key={at} className={styles[kind]}>
            {text}
          </span>
        ),
      )}
      {'\n'}
    </span>
  )
}
