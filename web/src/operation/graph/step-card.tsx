import { useId, type CSSProperties, type KeyboardEvent } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { durationText } from '../../design/duration.ts'
import { filled } from './expectation.ts'
import { isActive, tookMs, type GraphStep } from './step.ts'
import styles from './step-card.module.css'
import { StepMark } from './step-mark.tsx'

type Props = {
  readonly step: GraphStep
  /** The titles of the steps that come first. */
  readonly after: readonly string[]
  readonly isCritical: boolean
  readonly isSelected: boolean
  readonly isTabStop: boolean
  readonly rate: number | null
  readonly now: number
  /** True once the operation has ended. */
  readonly isOver: boolean
  readonly register: (element: HTMLElement | null) => void
  readonly onSelect: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onFocus: (has: boolean) => void
}

/** A step that fills as it runs. */
export function StepCard({ register, onSelect, onKeyDown, onFocus, isTabStop, ...props }: Props) {
  const { step, isCritical, isSelected, rate, now } = props
  const words = useTranslations('picture.steps')
  const details = useId()
  const state = useStateWord(props)
  const share = filled(step, rate, now)
  const time = timeOf(step, now)
  return (
    <>
      <button
        type="button"
        ref={register}
        className={styles['card']}
        data-state={step.state}
        data-critical={isCritical || undefined}
        aria-pressed={isSelected}
        aria-label={words('step', { title: step.title, state })}
        aria-describedby={details}
        title={step.title}
        tabIndex={isTabStop ? 0 : -1}
        onClick={onSelect}
        onKeyDown={onKeyDown}
        onFocus={() => onFocus(true)}
        onBlur={() => onFocus(false)}
      >
        <span
          aria-hidden
          className={styles['fill']}
          data-unknown={share === null || undefined}
          style={shareOf(share)}
        />
        <StepMark state={step.state} className={styles['mark']} />
        <span className={styles['title']}>{step.title}</span>
        <span className={styles['facts']}>
          <span>{isSaid(step) && time !== null ? `${state} · ${time}` : (time ?? state)}</span>
          {step.attempts > 1 && <span>×{step.attempts}</span>}
        </span>
      </button>
      <span id={details} hidden>
        <Details {...props} />
      </span>
    </>
  )
}

type DetailsProps = Pick<Props, 'step' | 'after' | 'isCritical' | 'now'>

/** What the eye sees of it, for those who hear the page. */
function Details({ step, after, isCritical, now }: DetailsProps) {
  const words = useTranslations('picture.steps')
  const format = useFormatter()
  const time = timeOf(step, now)
  const details = [
    time === null ? '' : words(isActive(step) ? 'running' : 'took', { time }),
    step.attempts > 1 ? words('attempts', { count: step.attempts }) : '',
    isCritical ? words('critical') : '',
    after.length > 0 ? words('after', { names: format.list(after) }) : '',
    isActive(step) || step.state === 'FAILED' ? step.message : '',
  ]
  return details.filter((one) => one !== '').join(', ')
}

function useStateWord({ step, isOver }: Pick<Props, 'step' | 'isOver'>): string {
  const status = useTranslations('status')
  const words = useTranslations('operation')
  return isOver && step.state === 'PENDING' ? words('notBegun') : status(`step.${step.state}`)
}

/** What holds up the whole is said in its word too; of the rest a look and the time say enough. */
function isSaid({ state }: GraphStep): boolean {
  return state === 'FAILED' || state === 'WAITING'
}

/** The time that is worth showing: what was not finished took none that says anything. */
function timeOf(step: GraphStep, now: number): string | null {
  const took = tookMs(step, now)
  return took === null || step.state === 'SKIPPED' ? null : durationText(took)
}

/** How far it is filled, for its style sheet. */
function shareOf(share: number | null): CSSProperties | undefined {
  if (share === null) return undefined
  const style = { '--share': share.toFixed(4) }
  return style as CSSProperties // custom properties are styles, which the type does not know
}
