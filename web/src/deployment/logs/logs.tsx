'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import {
  DeploymentLogLinesDocument,
  DeploymentLogsDocument,
  type DeploymentLogsQuery,
  type LogRowFragment,
} from '../../../generated/graph.ts'
import { Live, type LiveState } from '../../shell/live.tsx'
import { useAddress } from '../../shell/use-address.ts'
import { useFollow } from '../../streams/use-follow.ts'
import { ComponentChoice } from '../component-choice.tsx'
import type { ViewProps } from '../deployment-page.tsx'
import { Seen } from '../missing.tsx'
import { useLivePart } from '../use-live-part.ts'
import { componentOf, partKey } from '../views.ts'
import { withLines } from './lines.ts'
import { LogPane } from './log-pane.tsx'
import { LogTools } from './log-tools.tsx'
import { readChoice, writeChoice, type LogChoice } from './log-choice.ts'
import deployment from '../deployment.module.css'
import styles from './logs.module.css'

/** What the containers of a component write: the last lines, and each new one as it comes. */
export function Logs(props: ViewProps) {
  const words = useTranslations('deployment')
  const [address, changeAddress] = useAddress()
  const names = props.head.components.map(({ name }) => name)
  const component = componentOf(address.get('component'), names)
  const choice = readChoice((key) => address.get(key))
  if (component === null) return <p className={deployment['quiet']}>{words('noComponents')}</p>
  return (
    <div className={styles['logs']}>
      <LogsOf
        {...props}
        component={component}
        choice={choice}
        onChoose={(change) => changeAddress(writeChoice(change))}
        names={names}
        onComponent={(name) => changeAddress({ component: name, pod: null })}
      />
    </div>
  )
}

type Props = ViewProps & {
  readonly component: string
  readonly choice: LogChoice
  readonly onChoose: (change: Partial<LogChoice>) => void
  readonly names: readonly string[]
  readonly onComponent: (name: string) => void
}

type Part = NonNullable<NonNullable<NonNullable<DeploymentLogsQuery['project']>['deployment']>['live']>

function LogsOf({ home, head, first, component, choice, onChoose, names, onComponent }: Props) {
  const { pod, tail, previous } = choice
  const key = partKey.logs({ component, pod, tail, previous })
  const part = useLivePart({
    key,
    document: DeploymentLogsDocument,
    variables: { project: home.name, deployment: head.name, component, pod, tail, previous },
    // New lines come by themselves; what was read is not read again.
    look: 0,
    first,
  })
  const pods = part?.part?.workloads.find((one) => one.component === component)?.pods ?? []
  return (
    <>
      <div className={deployment['tools']}>
        <ComponentChoice names={names} chosen={component} onChoose={onComponent} />
        <LogTools choice={choice} pods={pods} onChoose={onChoose} />
      </div>
      <Seen part={part} head={head}>
        {(seen) => (
          <Followed
            key={`${key} ${seen.observedAt}`}
            part={seen}
            deployment={head.id}
            component={component}
            choice={choice}
            onChoose={onChoose}
            file={`${home.name}-${head.name}-${component}.log`}
          />
        )}
      </Seen>
    </>
  )
}

type FollowedProps = Pick<Props, 'component' | 'choice' | 'onChoose'> & {
  readonly part: Part
  readonly deployment: string
  readonly file: string
}

function Followed({ part, deployment, component, choice, onChoose, file }: FollowedProps) {
  const [lines, setLines] = useState<readonly LogRowFragment[]>(part.logs)
  const [live, setLive] = useState<LiveState>('connecting')
  const add = useCallback((more: readonly LogRowFragment[]) => setLines((before) => withLines(before, more)), [])
  return (
    <>
      {!choice.previous && (
        <Follow
          deployment={deployment}
          component={component}
          pod={choice.pod}
          // From the last line that was read, or else from when it was read.
          since={part.logs.at(-1)?.at ?? part.observedAt}
          onLines={add}
          onLive={setLive}
        />
      )}
      <LogPane
        lines={lines}
        choice={choice}
        onChoose={onChoose}
        file={file}
        label={component}
        state={choice.previous ? null : <Live state={live} />}
      />
    </>
  )
}

type FollowProps = {
  readonly deployment: string
  readonly component: string
  readonly pod: string | null
  readonly since: string
  readonly onLines: (lines: readonly LogRowFragment[]) => void
  readonly onLive: (state: LiveState) => void
}

/** Follows new lines, and hands them over at most once a frame, however many come. */
function Follow({ deployment, component, pod, since, onLines, onLive }: FollowProps) {
  const waiting = useRef<LogRowFragment[]>([])
  const frame = useRef<number | null>(null)
  const live = useFollow(DeploymentLogLinesDocument, { deployment, component, since }, ({ logs: line }) => {
    if (pod !== null && line.pod !== pod) return
    waiting.current.push(line)
    frame.current ??= requestAnimationFrame(() => {
      frame.current = null
      onLines(waiting.current.splice(0))
    })
  })
  useEffect(() => onLive(live), [live, onLive])
  useEffect(
    () => () => {
      if (frame.current !== null) cancelAnimationFrame(frame.current)
    },
    [],
  )
  return null
}
