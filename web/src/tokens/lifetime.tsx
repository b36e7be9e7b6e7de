'use client'

import { useState, type SyntheticEvent } from 'react'
import { useTranslations } from 'use-intl'
import { SetTokenSettingsDocument } from '../../generated/graph.ts'
import { Button } from '../design/button.tsx'
import { useChange } from '../graph/use-change.ts'
import { textIn } from './token-input.ts'
import styles from './tokens.module.css'

type Props = {
  readonly project: string
  readonly days: number
  readonly most: number
  readonly onChange: (days: number) => void
}

/** How long new tokens of a project may live. */
export function Lifetime({ project, days, most, onChange }: Props) {
  const words = useTranslations('tokens')
  const [isPending, set] = useChange(SetTokenSettingsDocument)
  const [said, setSaid] = useState<{ readonly text: string; readonly isWrong: boolean } | null>(null)
  const submit = async (event: SyntheticEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const maximumDays = Number(textIn(new FormData(event.currentTarget), 'days'))
    const changed = await set({ project, maximumDays })
    if (!('data' in changed)) return setSaid({ text: changed.failure, isWrong: true })
    const { settings, problems } = changed.data.setTokenSettings
    if (settings === null) return setSaid({ text: problems.map(({ message }) => message).join(' '), isWrong: true })
    onChange(settings.maximumDays)
    return setSaid({ text: words('saved'), isWrong: false })
  }
  return (
    <section aria-labelledby="lifetime">
      <h2 id="lifetime">{words('settings')}</h2>
      <form className={styles['settings']} onSubmit={(event) => void submit(event)}>
        <label htmlFor="maximum-days">{words('settingsText')}</label>
        <input
          id="maximum-days"
          name="days"
          type="number"
          min={1}
          max={most}
          required
          defaultValue={days}
          aria-describedby="maximum-days-hint"
        />
        <span>{words('settingsDays')}</span>
        <Button type="submit" isPending={isPending}>
          {words('saveSettings')}
        </Button>
        {said !== null && <output className={said.isWrong ? styles['fault'] : styles['quiet']}>{said.text}</output>}
      </form>
      <p id="maximum-days-hint" className={styles['quiet']}>
        {words('settingsHint', { days: most })}
      </p>
    </section>
  )
}
