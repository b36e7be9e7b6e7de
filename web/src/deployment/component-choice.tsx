'use client'

import { useTranslations } from 'use-intl'
import styles from './deployment.module.css'

type Props = {
  readonly names: readonly string[]
  readonly chosen: string
  readonly onChoose: (name: string) => void
}

/** Which component a view is about. */
export function ComponentChoice({ names, chosen, onChoose }: Props) {
  const words = useTranslations('deployment')
  return (
    <label className={styles['choice']}>
      {words('component')}
      <select value={chosen} onChange={({ target }) => onChoose(target.value)}>
        {names.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  )
}
