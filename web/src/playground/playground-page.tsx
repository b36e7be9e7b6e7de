'use client'

import dynamic from 'next/dynamic'
import { useEffect, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import {
  FollowOperationDocument,
  MyProjectsDocument,
  TryProjectFileDocument,
  type PlaygroundPageQuery,
} from '../../generated/graph.ts'
import { Shell } from '../shell/shell.tsx'
import type { Example } from './editor.tsx'
import styles from './playground.module.css'

const Editor = dynamic(() => import('./editor.tsx').then(({ Editor: loaded }) => loaded), {
  ssr: false,
  loading: Loading,
})

/** The graph itself, to be asked by hand as the person who is signed in. */
export function PlaygroundPage({ first: { viewer, projects } }: { readonly first: PlaygroundPageQuery }) {
  const words = useTranslations('playground')
  const [newest] = projects.nodes
  const example = (about: string, text: string, variables: Readonly<Record<string, unknown>> | null): Example => ({
    query: `# ${about}\n${text.trim()}\n`,
    variables: variables === null ? null : JSON.stringify(variables, null, 2),
  })
  const examples = [
    example(words('projects'), MyProjectsDocument.toString(), null),
    example(words('operation'), FollowOperationDocument.toString(), { id: newest?.lastOperation?.id ?? '' }),
    example(words('file'), TryProjectFileDocument.toString(), { file: newest?.file ?? '' }),
  ]
  return (
    <Shell viewer={viewer} title={words('title')}>
      <p className={styles['about']}>{words('about')}</p>
      <div className={styles['frame']}>{useOwnPolicy() ? <Editor examples={examples} /> : <Loading />}</div>
    </Shell>
  )
}

function Loading() {
  const words = useTranslations('playground')
  return <p className={styles['loading']}>{words('loading')}</p>
}

/**
 * Whether this document was loaded as the playground. The policy of a document is that of its first page, and only the
 * playground's lets the editor add its style sheets: whoever comes from another page loads it anew.
 */
function useOwnPolicy(): boolean {
  const isOwn = useSyncExternalStore(never, isOwnDocument, () => null)
  useEffect(() => {
    if (isOwn === false) location.reload()
  }, [isOwn])
  return isOwn === true
}

/** A document stays what it was loaded as. */
const never = () => () => undefined

function isOwnDocument(): boolean {
  const [navigation] = performance.getEntriesByType('navigation')
  return navigation !== undefined && new URL(navigation.name).pathname === location.pathname
}
