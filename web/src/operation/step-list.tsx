'use client'

import { ChevronRight } from 'lucide-react'
import { useEffect, useRef, type MouseEvent } from 'react'
import { useNow, useTranslations } from 'use-intl'
import type { OperationViewFragment } from '../../generated/graph.ts'
import { durationText } from '../design/duration.ts'
import { ProblemCard } from '../problems/problem-card.tsx'
import { Status } from '../design/status.tsx'
import type { ProblemPlace } from '../problems/way-of.ts'
import { tookMs } from './graph/step.ts'
import { placeIn } from './place-in.ts'
import styles from './operation.module.css'

type Step = OperationViewFragment['steps'][number]
type Target = OperationViewFragment['targets'][number]

type Props = {
  readonly operation: OperationViewFragment
  readonly selected: string | null
  readonly onSelect: (key: string | null) => void
}

/** The steps of each deployment in their order, each with what it did; what failed or waits is open by itself. */
export function StepList({ operation, selected, onSelect }: Props) {
  const steps = Map.groupBy(operation.steps, ({ deployment }) => deployment)
  return (
    <div className={styles['lists']}>
      {operation.targets.map((target) => (
        <section key={target.name} aria-label={target.name}>
          <TargetHeading target={target} />
          <ol>
            {(steps.get(target.name) ?? []).map((step) => (
              <StepRow
                key={step.key}
                step={step}
                isOver={operation.finishedAt !== null}
                place={placeIn(operation, target.name)}
                isSelected={step.key === selected}
                onSelect={onSelect}
              />
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}

function TargetHeading({ target }: { readonly target: Target }) {
  return (
    <h2 className={styles['heading']}>
      {target.name}
      {target.deployment !== null && <span>{target.deployment.cluster.name}</span>}
      <Status axis="target" state={target.state} />
    </h2>
  )
}

type RowProps = {
  readonly step: Step
  readonly isOver: boolean
  readonly place: ProblemPlace | null
  readonly isSelected: boolean
  readonly onSelect: Props['onSelect']
}

function StepRow({ step, isOver, place, isSelected, onSelect }: RowProps) {
  const words = useTranslations('operation')
  const details = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    if (!isSelected || details.current === null) return
    details.current.open = true
    details.current.scrollIntoView({ block: 'nearest' })
  }, [isSelected])
  // The browser's own turn would come after ours, and close again what the selection opened.
  const toggle = (event: MouseEvent): void => {
    event.preventDefault()
    if (details.current === null) return
    details.current.open = !details.current.open
    onSelect(details.current.open ? step.key : null)
  }
  const hasMore = step.message !== '' || step.problem !== null || step.proofs.length > 0
  return (
    <li data-state={step.state} className={styles['step']} data-selected={isSelected || undefined}>
      <details ref={details} open={step.problem !== null || isSelected} id={`step-${step.key}`}>
        <summary onClick={toggle} className={styles['summary']} aria-label={`${step.title}, ${step.key}`}>
          <ChevronRight aria-hidden className={styles['chevron']} data-empty={!hasMore || undefined} />
          {isOver && step.state === 'PENDING' ? (
            <span className={styles['never']}>{words('notBegun')}</span>
          ) : (
            <Status axis="step" state={step.state} quiet />
          )}
          <span className={styles['title']}>{step.title}</span>
          <code>{step.key}</code>
          {step.attempts > 1 && <span className={styles['tries']}>{words('tries', { count: step.attempts })}</span>}
          <StepTime step={step} />
        </summary>
        <div className={styles['more']}>
          {step.message !== '' && step.message !== step.problem?.message && <p>{step.message}</p>}
          {step.problem !== null && (
            <ProblemCard problem={step.problem} tone={step.state === 'FAILED' ? 'failed' : 'waiting'} place={place} />
          )}
          {step.proofs.length > 0 && <Proofs proofs={step.proofs} />}
        </div>
      </details>
    </li>
  )
}

/** Only what runs needs a clock; what is over took what it took. */
function StepTime({ step }: { readonly step: Step }) {
  const isRunning = step.startedAt !== null && step.finishedAt === null
  const now = useNow(isRunning ? { updateInterval: 500 } : undefined)
  const took = tookMs(step, now.getTime())
  return <span className={styles['time']}>{took !== null && durationText(took)}</span>
}

/** What was tried to show that it works, what was seen, and from where. */
function Proofs({ proofs }: { readonly proofs: Step['proofs'] }) {
  const words = useTranslations('operation')
  return (
    <ul className={styles['proofs']} aria-label={words('proofs')}>
      {proofs.map(({ tried, seen, passed, from, at }) => (
        <li key={`${tried} ${at}`} data-passed={passed} data-made={from !== 'NOT_MADE'}>
          <span>{words(from === 'NOT_MADE' ? 'notTried' : passed ? 'passed' : 'notPassed')}</span>
          <p>
            {tried} {seen}
          </p>
          <span className={styles['from']}>{words(`from.${from}`)}</span>
        </li>
      ))}
    </ul>
  )
}
