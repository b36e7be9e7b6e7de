'use client'

import { KeyRound, Pause, Play, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { DrainClusterDocument, RemoveClusterDocument, type ClusterCardFragment } from '../../generated/graph.ts'
import { Button } from '../design/button.tsx'
import { ConfirmDialog } from '../design/confirm-dialog.tsx'
import { reasonOf } from '../design/reason.ts'
import { toast } from '../design/toasts.tsx'
import { told } from '../graph/told.ts'
import { useChange } from '../graph/use-change.ts'

type Props = {
  readonly cluster: ClusterCardFragment
  readonly onChange: (cluster: ClusterCardFragment) => void
}

type ActsProps = Props & { readonly onRenew: () => void }

/** What can be done with a cluster; what cannot says why. */
export function ClusterActs({ cluster, onChange, onRenew }: ActsProps) {
  const words = useTranslations('clusters')
  if (cluster.state === 'REMOVED') return null
  return (
    <>
      <Button
        reason={reasonOf(cluster.viewerCan.renewJoinToken)}
        label={words('renewThing', { name: cluster.name })}
        onPress={onRenew}
      >
        <KeyRound aria-hidden />
        {words('renew')}
      </Button>
      <Drain cluster={cluster} onChange={onChange} />
      <Remove cluster={cluster} onChange={onChange} />
    </>
  )
}

function Drain({ cluster: { name, isDraining, viewerCan }, onChange }: Props) {
  const words = useTranslations('clusters')
  const [isPending, drain] = useChange(DrainClusterDocument)
  const press = async (): Promise<void> => {
    const changed = await drain({ input: { name, draining: !isDraining } })
    const cluster = told(changed, (data) => data.drainCluster)?.cluster ?? null
    if (cluster === null) return
    onChange(cluster)
    toast.success(words(isDraining ? 'takesAgain' : 'takesNone', { name }))
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
    const given = told(changed, (data) => data.removeCluster)
    if (given === null) return
    if (given.cluster !== null) onChange(given.cluster)
    setOpen(false)
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
