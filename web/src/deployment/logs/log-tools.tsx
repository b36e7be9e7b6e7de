'use client'

import { useTranslations } from 'use-intl'
import { tails, type LogChoice } from './log-choice.ts'
import deployment from '../deployment.module.css'

type Props = {
  readonly choice: LogChoice
  readonly pods: readonly { readonly name: string; readonly restarts: number }[]
  readonly onChoose: (change: Partial<LogChoice>) => void
}

/** Which lines are read: of which pod, how many, and of which of its containers. */
export function LogTools({ choice, pods, onChoose }: Props) {
  const words = useTranslations('deployment')
  const names = pods.map(({ name }) => name)
  // A pod that is gone stays in the list while the address names it.
  const listed = choice.pod === null || names.includes(choice.pod) ? names : [...names, choice.pod]
  return (
    <>
      <label className={deployment['choice']}>
        {words('pod')}
        <select
          value={choice.pod ?? ''}
          onChange={({ target }) => onChoose({ pod: target.value === '' ? null : target.value })}
        >
          <option value="">{words('allPods')}</option>
          {listed.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <label className={deployment['choice']}>
        {words('tail')}
        <select value={choice.tail} onChange={({ target }) => onChoose({ tail: Number(target.value) })}>
          {tails.map((tail) => (
            <option key={tail} value={tail}>
              {words('lastLines', { count: tail })}
            </option>
          ))}
        </select>
      </label>
      <label className={deployment['check']}>
        <input
          type="checkbox"
          checked={choice.previous}
          onChange={({ target }) => onChoose({ previous: target.checked })}
        />
        {words('previous')}
      </label>
    </>
  )
}
