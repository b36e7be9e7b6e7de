'use client'

import { Pause, Play, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { DrainClusterDocument, RemoveClusterDocument, type ClusterCardFragment } from '../../generated/graph.ts'
import { Button } from '../design/button.tsx'
import { ConfirmDialog } from '../design/confirm-dialog.tsx'
import { toast } from '../design/toasts.tsx'
import { useChange } from '../graph/use-change.ts'

type Props = {
  readonly cluster: ClusterCardFragment
  readonly onChange: (cluster: ClusterCardFragment) => void
}

/** What can be done with a cluster; what cannot says why. */
export function ClusterActs({ cluster, onChange }: Props) {
  if (cluster.state === 'REMOVED') return null
  return (
    <>
      <Drain cluster={cluster} onChange={onChange} />
      <Remove cluster={cluster} onChange={onChange} />
    </>
  )
}

const reasonOf = (permission: { readonly allowed: boolean; readonly reason: string | null }): string | null =>
  permission.allowed ? null : (permission.reason ?? '')

function Drain({ cluster: { name, isDraining, viewerCan }, onChange }: Props) {
  const words = useTranslations('clusters')
  const [isPending, drain] = useChange(DrainClusterDocument)
  const press = async (): Promise<void> => {
    const changed = await drain({ input: { name, draining: !isDraining } })
    if (!('data' in changed)) return toast.error(changed.failure)
    const { cluster, problems } = changed.data.drainCluster
    for (const { message } of problems) toast.error(message)
    if (cluster === null) return undefined
    onChange(cluster)
    return toast.success(words(isDraining ? 'takesAgain' : 'takesNone', { name }))
  }
  return (
    <Button
      isPending={isPending}
      reason={reasonOf(viewerCan.drain)}
      label={words(isDraining ? 'fillThing' : 'drainThing', { name })}
      onPress={() => void press()}
    >
      {isDraining ? <Play aria-hidden /> : <Pause aria-hidden />}
      {words(isDraining ? 'fill' : 'drain')}
    </Button>
  )
}

function Remove({ cluster: { name, deploymentCount, viewerCan }, onChange }: Props) {
  const words = useTranslations('clusters')
  const [isOpen, setOpen] = useState(false)
  const [isPending, remove] = useChange(RemoveClusterDocument)
  const confirm = async (typed: string): Promise<void> => {
    const changed = await remove({ input: { name, confirm: typed } })
    if (!('data' in changed)) return toast.error(changed.failure)
    const { cluster, problems } = changed.data.removeCluster
    for (const { message } of problems) toast.error(message)
    if (cluster !== null) onChange(cluster)
    return setOpen(false)
  }
  return (
    <>
      <Button
        look="danger"
        reason={reasonOf(viewerCan.remove)}
        label={words('removeThing', { name })}
        onPress={() => setOpen(true)}
      >
        <Trash2 aria-hidden />
        {words('remove')}
      </Button>
      {isOpen && (
        <ConfirmDialog
          isOpen
          title={words('removeTitle', { name })}
          name={name}
          act={words('remove')}
          isPending={isPending}
          onConfirm={(typed) => void confirm(typed)}
          onClose={() => setOpen(false)}
        >
          <p>{words('removeText')}</p>
          {deploymentCount !== null && deploymentCount > 0 && (
            <p>{words('removeDeployments', { count: deploymentCount })}</p>
          )}
          <p>{words('removeUndo')}</p>
        </ConfirmDialog>
      )}
    </>
  )
}
