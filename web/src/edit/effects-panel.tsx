'use client'

import {
  CircleAlert,
  CircleCheck,
  Info,
  LoaderCircle,
  Minus,
  Pencil,
  Plus,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Differences } from '../project/differences.tsx'
import { WithCode } from '../design/with-code.tsx'
import type { Tone } from '../design/tone.ts'
import type { SaidOfFile } from './problems/said.ts'
import type { Check } from './use-check.ts'
import styles from './editor.module.css'

type Props = {
  readonly check: Check | null
  /** False while a newer text is on its way to be checked. */
  readonly isPresent: boolean
  readonly isAway: boolean
  readonly isDirty: boolean
  readonly said: readonly SaidOfFile[]
  readonly onGoTo: (one: SaidOfFile) => void
}

/** What saving will do and where, and what stands in its way, before anything is done. */
export function EffectsPanel({ check, isPresent, isAway, isDirty, said, onGoTo }: Props) {
  const words = useTranslations('edit')
  const wrong = said.filter((one) => one.isWrong)
  const rest = said.filter((one) => !one.isWrong)
  const changed = check?.targets.filter(({ effect }) => effect !== 'UNCHANGED') ?? []
  return (
    <section aria-labelledby="effects" className={styles['effects']}>
      <div className={styles['effectsHead']}>
        <h2 id="effects">{words('effects')}</h2>
        <output className={styles['verdict']}>
          <Verdict {...{ isPresent, isAway, isDirty }} count={wrong.length} />
        </output>
      </div>
      {wrong.length > 0 && <SaidList said={wrong} onGoTo={onGoTo} />}
      {wrong.length === 0 && check !== null && isDirty && (
        <>
          <ul className={styles['targets']}>
            {changed.map((target) => (
              <Target key={target.deployment} target={target} />
            ))}
            {changed.length === 0 && <li className={styles['quiet']}>{words('noTarget')}</li>}
          </ul>
          {check.differences.length > 0 && (
            <details className={styles['more']}>
              <summary>{words('differenceCount', { count: check.differences.length })}</summary>
              <Differences differences={check.differences} />
            </details>
          )}
        </>
      )}
      {rest.length > 0 && <SaidList said={rest} onGoTo={onGoTo} />}
    </section>
  )
}

type VerdictProps = Pick<Props, 'isPresent' | 'isAway' | 'isDirty'> & { readonly count: number }

function Verdict({ isPresent, isAway, isDirty, count }: VerdictProps) {
  const words = useTranslations('edit')
  if (isAway) return <Word tone="waiting" icon={TriangleAlert} text={words('checkAway')} />
  if (count > 0) return <Word tone="failed" icon={CircleAlert} text={words('problemCount', { count })} />
  if (!isPresent) return <Word tone="unknown" icon={LoaderCircle} text={words('checking')} />
  if (!isDirty) return <Word tone="unknown" icon={CircleCheck} text={words('nothingChanged')} />
  return <Word tone="ready" icon={CircleCheck} text={words('goodToSave')} />
}

function Word({ tone, icon: Icon, text }: { readonly tone: Tone; readonly icon: LucideIcon; readonly text: string }) {
  return (
    <span data-tone={tone}>
      <Icon aria-hidden />
      {text}
    </span>
  )
}

const bold = (text: ReactNode): ReactNode => <b>{text}</b>

const icons = { CREATED: Plus, CHANGED: Pencil, REMOVED: Minus, UNCHANGED: Info } as const

function Target({ target }: { readonly target: Check['targets'][number] }) {
  const words = useTranslations('edit')
  const { deployment, cluster, effect, addresses, steps } = target
  const Icon = icons[effect]
  return (
    <li data-effect={effect}>
      <Icon aria-hidden />
      <div>
        <p>
          {words.rich(`target.${effect}`, {
            deployment,
            cluster,
            b: bold,
          })}
        </p>
        {addresses.map((address) => (
          <code key={address}>{address}</code>
        ))}
        {steps.length > 0 && (
          <details className={styles['more']}>
            <summary>{words('stepCount', { count: steps.length })}</summary>
            <ol className={styles['steps']}>
              {steps.map((step, index) => (
                <li key={index}>{step}</li>
              ))}
            </ol>
          </details>
        )}
      </div>
    </li>
  )
}

function SaidList({ said, onGoTo }: Pick<Props, 'said' | 'onGoTo'>) {
  const words = useTranslations('edit')
  return (
    <ul className={styles['said']}>
      {said.map((one) => (
        <li key={`${one.code} ${one.path.join('.')} ${one.message}`} data-wrong={one.isWrong}>
          {one.isWrong ? <CircleAlert aria-hidden /> : <Info aria-hidden />}
          <div>
            {(one.path.length > 0 || one.line !== null) && (
              <button type="button" onClick={() => onGoTo(one)}>
                {one.path.length > 0 && <code>{one.path.join('.')}</code>}
                {one.line !== null && <span>{words('line', { line: one.line })}</span>}
              </button>
            )}
            <p>
              <WithCode text={one.message} />
            </p>
            {one.remedies.map((remedy) => (
              <p key={remedy} className={styles['quiet']}>
                {remedy}
              </p>
            ))}
          </div>
        </li>
      ))}
    </ul>
  )
}
