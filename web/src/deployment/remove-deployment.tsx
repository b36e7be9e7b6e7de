'use client'

import { Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import {
  RemoveDeploymentDocument,
  type DeploymentHeadFragment,
  type DeploymentHomeFragment,
  type RemoveDeploymentMutation,
} from '../../generated/graph.ts'
import { Button } from '../design/button.tsx'
import { ConfirmDialog } from '../design/confirm-dialog.tsx'
import { reasonOf } from '../design/reason.ts'
import { toast } from '../design/toasts.tsx'
import { told } from '../graph/told.ts'
import { useChange } from '../graph/use-change.ts'
import styles from './deployment.module.css'

type Props = { readonly home: DeploymentHomeFragment; readonly head: DeploymentHeadFragment }
type Preview = RemoveDeploymentMutation['removeDeployment']

/** Removes the deployment, after the platform said what goes with it and until when it could come back. */
export function RemoveDeployment({ home, head }: Props) {
  const words = useTranslations('deployment')
  const router = useRouter()
  const [preview, setPreview] = useState<Preview | null>(null)
  const [isPending, remove] = useChange(RemoveDeploymentDocument)
  const input = { project: home.name, deployment: head.name }
  const look = async (): Promise<void> => {
    const changed = await remove({ input: { ...input, dryRun: true } })
    if ('data' in changed) setPreview(changed.data.removeDeployment)
    else toast.error(changed.failure)
  }
  const confirm = async (typed: string): Promise<void> => {
    const changed = await remove({ input: { ...input, confirm: typed, expectedRevision: home.revision } })
    const operation = told(changed, (data) => data.removeDeployment)?.operation ?? null
    if (operation !== null) router.push(`/operations/${operation.id}`)
  }
  return (
    <>
      <Button
        look="danger"
        isPending={isPending && preview === null}
        reason={reasonOf(home.viewerCan.removeData)}
        onPress={() => void look()}
      >
        <Trash2 aria-hidden />
        {words('remove')}
      </Button>
      {preview !== null && (
        <ConfirmDialog
          title={words('removeTitle', { name: head.name, project: home.displayName })}
          name={head.name}
          act={words('remove')}
          isPending={isPending}
          onConfirm={(typed) => void confirm(typed)}
          onClose={() => setPreview(null)}
        >
          <WhatGoes preview={preview} head={head} />
        </ConfirmDialog>
      )}
    </>
  )
}

function WhatGoes({ preview, head }: { readonly preview: Preview; readonly head: DeploymentHeadFragment }) {
  const words = useTranslations('deployment')
  const format = useFormatter()
  const data = preview.problems.flatMap((problem) => ('what' in problem ? problem.what : []))
  // Only a loss of data is answered by typing the name; anything else is in the way.
  const others = preview.problems.filter((problem) => !('what' in problem))
  const [opened] = useState(() => Date.now())
  const days = head.cluster.profile?.retentionDays ?? null
  const steps = preview.targets.find(({ deployment }) => deployment === head.name)?.steps ?? []
  return (
    <>
      <p>{words('removeWhat', { cluster: head.cluster.name })}</p>
      {head.addresses.length > 0 && (
        <ul className={styles['bullets']}>
          {head.addresses.map(({ url }) => url !== null && <li key={url}>{words('addressGoes', { url })}</li>)}
        </ul>
      )}
      {data.length > 0 && (
        <ul className={styles['bullets']}>
          {data.map((what) => (
            <li key={what}>{what}</li>
          ))}
        </ul>
      )}
      {others.map(({ code, message }) => (
        <p key={code} className={styles['stale']}>
          {message}
        </p>
      ))}
      {steps.length > 0 && (
        <details>
          <summary>{words('removeSteps', { count: steps.length })}</summary>
          <ol className={styles['bullets']}>
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </details>
      )}
      <p>
        {days === null || data.length === 0
          ? words('undoFile')
          : words('undoUntil', { date: format.dateTime(opened + days * 86_400_000, { dateStyle: 'long' }) })}
      </p>
    </>
  )
}
