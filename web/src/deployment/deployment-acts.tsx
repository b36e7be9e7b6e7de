'use client'

import { RefreshCw } from 'lucide-react'
import { useTranslations } from 'use-intl'
import {
  RefreshDeploymentDocument,
  RestartComponentDocument,
  type DeploymentHeadFragment,
  type DeploymentHomeFragment,
} from '../../generated/graph.ts'
import { Button } from '../design/button.tsx'
import { reasonOf } from '../design/reason.ts'
import { toast } from '../design/toasts.tsx'
import { told } from '../graph/told.ts'
import { useChange } from '../graph/use-change.ts'
import { RemoveDeployment } from './remove-deployment.tsx'

type Props = { readonly home: DeploymentHomeFragment; readonly head: DeploymentHeadFragment }

/** What can be done with the whole deployment; what cannot says why. */
export function DeploymentActs({ home, head }: Props) {
  const words = useTranslations('deployment')
  const [isPending, refresh] = useChange(RefreshDeploymentDocument)
  const press = async (): Promise<void> => {
    const changed = await refresh({ input: { project: home.name, deployment: head.name } })
    const given = told(changed, (data) => data.refreshDeployment)
    if (given?.problems.length === 0) toast.success(words('refreshed'))
  }
  return (
    <>
      <RemoveDeployment home={home} head={head} />
      <Button look="main" isPending={isPending} reason={reasonOf(home.viewerCan.deploy)} onPress={() => void press()}>
        <RefreshCw aria-hidden />
        {words('refresh')}
      </Button>
    </>
  )
}

/** Gives one component new pods. */
export function RestartComponent({ home, head, component }: Props & { readonly component: string }) {
  const words = useTranslations('deployment')
  const [isPending, restart] = useChange(RestartComponentDocument)
  const press = async (): Promise<void> => {
    const changed = await restart({ input: { project: home.name, deployment: head.name, component } })
    const given = told(changed, (data) => data.restartComponent)
    if (given?.problems.length === 0) toast.success(words('restarted', { component }))
  }
  return (
    <Button
      isPending={isPending}
      reason={reasonOf(home.viewerCan.deploy)}
      label={words('restartThing', { component })}
      onPress={() => void press()}
    >
      <RefreshCw aria-hidden />
      {words('restart')}
    </Button>
  )
}
