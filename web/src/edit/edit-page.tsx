'use client'

import { useTranslations } from 'use-intl'
import type { EditPageQuery } from '../../generated/graph.ts'
import { Editor } from './editor.tsx'

type Props = { readonly first: EditPageQuery; readonly project: NonNullable<EditPageQuery['project']> }

/** A project's file in its editor. */
export function EditPage({ first: { viewer, projectFileSchema, serviceTypes, clusters }, project }: Props) {
  const words = useTranslations('edit')
  return (
    <Editor
      viewer={viewer}
      sources={{ projectFileSchema, serviceTypes, clusters }}
      saved={project}
      text={project.file}
      keptAs={project.name}
      title={words('title')}
      crumbs={[
        { name: words('projects'), href: '/' },
        { name: project.displayName, href: `/projects/${project.name}` },
      ]}
    />
  )
}
