'use client'

import { Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { reasonOf } from '../design/reason.ts'
import { useTranslations } from 'use-intl'
import { DeleteProjectDocument, WhatDeletingTakesDocument, type WhatDeletingTakesQuery } from '../../generated/graph.ts'
import { Button } from '../design/button.tsx'
import { ConfirmDialog } from '../design/confirm-dialog.tsx'
import { told } from '../graph/told.ts'
import { useChange } from '../graph/use-change.ts'
import { useQuestion } from '../graph/use-question.ts'
import type { ProjectOf } from './project-page.tsx'
import styles from './project.module.css'

type Taken = NonNullable<WhatDeletingTakesQuery['project']>

/** Deletes the project, after saying what goes with it and for how long it could come back. */
export function RemoveProject({ project }: { readonly project: ProjectOf }) {
  const words = useTranslations('project')
  const router = useRouter()
  const [taken, setTaken] = useState<Taken | null>(null)
  const [isPending, remove] = useChange(DeleteProjectDocument)
  const look = useQuestion(WhatDeletingTakesDocument)
  const open = async (): Promise<void> => {
    const { project: found } = await look({ project: project.name })
    setTaken(found)
  }
  const confirm = async (typed: string): Promise<void> => {
    const changed = await remove({
      input: { project: project.name, confirm: typed, expectedRevision: project.revision, dryRun: false },
    })
    const operation = told(changed, (data) => data.deleteProject)?.operation ?? null
    if (operation !== null) router.push(`/operations/${operation.id}`)
  }
  if (project.deletedAt !== null) return null
  return (
    <section aria-labelledby="remove">
      <h2 id="remove">{words('remove')}</h2>
      <p className={styles['quiet']}>{words('removeText')}</p>
      <Button look="danger" reason={reasonOf(project.viewerCan.own)} onPress={() => void open()}>
        <Trash2 aria-hidden />
        {words('removeAct')}
      </Button>
      {taken !== null && (
        <ConfirmDialog
          title={words('removeTitle', { name: project.displayName })}
          name={project.name}
          act={words('removeAct')}
          isPending={isPending}
          onConfirm={(typed) => void confirm(typed)}
          onClose={() => setTaken(null)}
        >
          <What taken={taken} />
        </ConfirmDialog>
      )}
    </section>
  )
}

function What({ taken: { deployments, services } }: { readonly taken: Taken }) {
  const words = useTranslations('project')
  return (
    <>
      <p>{words('removeWhat', { count: deployments.length })}</p>
      <ul className={styles['bullets']}>
        {deployments.map(({ id, name, cluster }) => (
          <li key={id}>
            {name} · {cluster.name}
            {cluster.profile !== null && ` · ${words('keptDays', { days: cluster.profile.retentionDays })}`}
          </li>
        ))}
        {services
          .filter(({ deletion }) => deletion === 'DELETE')
          .map(({ name }) => (
            <li key={name}>{words('goesAtOnce', { name })}</li>
          ))}
      </ul>
    </>
  )
}
