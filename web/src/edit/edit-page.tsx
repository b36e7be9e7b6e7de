'use client'

import { useTranslations } from 'use-intl'
import type { EditPageQuery } from '../../generated/graph.ts'
import type { Path } from './document/value.ts'
import { Editor } from './editor.tsx'

type Props = {
  readonly first: EditPageQuery
  readonly project: NonNullable<EditPageQuery['project']>
  readonly at: Path | null
}

/** A project's file in its editor. */
export function EditPage({ first: { viewer, projectFileSchema, serviceTypes, clusters }, project, at }: Props) {
  const words = useTranslations('edit')
  return (
    <Editor
      viewer={viewer}
      sources={{ projectFileSchema, serviceTypes, clusters }}
      saved={project}
      text={project.file}
      keptAs={project.name}
      title={words('title')}
      at={at}
      crumbs={[
        { name: words('projects'), href: '/' },
        { name: project.displayName, href: `/projects/${project.name}` },
      ]}
    />
  )
}
