'use client'

import { ArrowRight } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState, useSyncExternalStore, type ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { EditorSourcesFragment, ShellViewerFragment } from '../../../generated/graph.ts'
import { Button } from '../../design/button.tsx'
import { Field as Row } from '../../design/field.tsx'
import { Shell } from '../../shell/shell.tsx'
import { keptNew } from '../document/kept-names.ts'
import { fieldAt } from '../schema/field-at.ts'
import { fieldOf } from '../schema/field.ts'
import styles from './start.module.css'

type Props = { readonly viewer: ShellViewerFragment; readonly sources: EditorSourcesFragment }

const toTemplate = (text: ReactNode): ReactNode => <Link href="/projects/new?from=template">{text}</Link>
const toFile = (text: ReactNode): ReactNode => <Link href="/projects/new?from=file">{text}</Link>

/** Asks for the one thing that never changes again; everything else can follow. */
export function NameFirst({ viewer, sources }: Props) {
  const words = useTranslations('edit')
  const router = useRouter()
  const [name, setName] = useState('')
  const [isTried, setTried] = useState(false)
  const field = fieldAt(fieldOf(sources.projectFileSchema), ['name'])
  const pattern = field?.kind === 'text' && field.pattern !== null ? new RegExp(field.pattern, 'u') : null
  const isGood = name.length >= 2 && name.length <= 30 && (pattern === null || pattern.test(name))
  const { allowed, reason } = viewer.viewerCan.createProject
  return (
    <Shell viewer={viewer} title={words('newTitle')} crumbs={[{ name: words('projects'), href: '/' }]}>
      <form
        className={styles['start']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          if (isGood && allowed) router.push(`/projects/new?${new URLSearchParams({ name }).toString()}`)
        }}
      >
        <Begun person={viewer.email ?? viewer.name} />
        <NameField name={name} isWrong={isTried && !isGood} onType={setName} />
        <div className={styles['acts']}>
          <Button look="main" type="submit" reason={allowed ? null : reason}>
            {words('continue')}
            <ArrowRight aria-hidden />
          </Button>
          <p className={styles['or']}>
            {words.rich('orStart', {
              template: toTemplate,
              file: toFile,
            })}
          </p>
        </div>
      </form>
    </Shell>
  )
}

/** Leads back to what was begun in this tab and is not saved yet. */
function Begun({ person }: { readonly person: string }) {
  const words = useTranslations('edit')
  const all = useSyncExternalStore(
    neverChanges,
    () => keptNew(sessionStorage, person).join('\n'),
    () => '',
  )
  if (all === '') return null
  return (
    <section aria-labelledby="begun" className={styles['begun']}>
      <h2 id="begun">{words('begun')}</h2>
      <ul>
        {all.split('\n').map((what) => {
          const from = /^from (template|file)$/.exec(what)?.[1] as 'template' | 'file' | undefined // the groups of the pattern
          const query = new URLSearchParams(from === undefined ? { name: what } : { from })
          return (
            <li key={what}>
              <Link href={`/projects/new?${query.toString()}`}>
                {from === undefined ? <code>{what}</code> : words(`begunFrom.${from}`)}
              </Link>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

// It changes in the editor only, which is another page.
const neverChanges = () => () => undefined

type NameProps = { readonly name: string; readonly isWrong: boolean; readonly onType: (name: string) => void }

function NameField({ name, isWrong, onType }: NameProps) {
  const words = useTranslations('edit')
  const message = name === '' ? words('nameMissing') : words('nameForm', { name })
  return (
    <Row
      id="new.name"
      label={words('label.name')}
      hint={words('nameHint')}
      isRequired
      notes={isWrong ? [{ message, isWrong: true }] : []}
    >
      {(control) => (
        <input
          {...control}
          type="text"
          required
          autoComplete="off"
          spellCheck={false}
          className={styles['name']}
          value={name}
          placeholder="webshop"
          onChange={(event) => onType(event.target.value)}
        />
      )}
    </Row>
  )
}
