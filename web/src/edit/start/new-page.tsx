'use client'

import { useTranslations } from 'use-intl'
import type { NewProjectPageQuery } from '../../../generated/graph.ts'
import { keptAsNew } from '../document/kept-names.ts'
import { Editor } from '../editor.tsx'
import { ImportFile } from './import-file.tsx'
import { NameFirst } from './name-first.tsx'
import { blankText, templateText } from './start-text.ts'

/** What a new project begins with. It stands in the address, so that a reload leads to the same place. */
export type Start =
  | { readonly from: 'template' }
  | { readonly from: 'file' }
  | { readonly from: 'blank'; readonly name: string | null }

type Props = { readonly first: NewProjectPageQuery; readonly start: Start }

/** A new project: from a template, from a file one has, or from nothing but a name. */
export function NewPage({ first, start }: Props) {
  const words = useTranslations('edit')
  const { viewer, ...sources } = first
  const shared = { viewer, sources, saved: null, crumbs: [{ name: words('projects'), href: '/' }] }
  switch (start.from) {
    case 'template':
      return (
        <Editor
          {...shared}
          title={words('newTitle')}
          keptAs={keptAsNew('from template')}
          text={templateText(viewer.email ?? '', sources)}
        />
      )
    case 'file':
      return <ImportFile {...shared} />
    case 'blank':
      return start.name === null ? (
        <NameFirst viewer={viewer} sources={sources} />
      ) : (
        <Editor
          {...shared}
          title={words('newTitle')}
          keptAs={keptAsNew(start.name)}
          text={blankText(start.name, viewer.email ?? '')}
        />
      )
    default:
      return start satisfies never
  }
}
