'use client'

import { ChevronDown, ChevronUp, Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../design/button.tsx'
import type { LogChoice } from './log-choice.ts'
import deployment from '../deployment.module.css'
import styles from './logs.module.css'

/** So long after the last key it is looked for. */
const waitMs = 200

type Props = {
  readonly choice: LogChoice
  readonly found: number
  readonly onChoose: (change: Partial<LogChoice>) => void
  /** Goes to the next match, or to the one before. */
  readonly onGo: (step: 1 | -1) => void
}

export function LogSearch({ choice, found, onChoose, onGo }: Props) {
  const words = useTranslations('deployment')
  const [text, setText] = useState(choice.find)
  useEffect(() => {
    if (text === choice.find) return undefined
    const timer = setTimeout(() => onChoose({ find: text }), waitMs)
    return () => clearTimeout(timer)
  }, [text, choice.find, onChoose])
  const enter = (step: 1 | -1): void => {
    if (text === choice.find) onGo(step)
    else onChoose({ find: text })
  }
  return (
    <search className={styles['search']}>
      <label className={styles['field']}>
        <Search aria-hidden />
        <input
          type="search"
          value={text}
          aria-label={words('find')}
          placeholder={words('find')}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={({ key, shiftKey }) => key === 'Enter' && enter(shiftKey ? -1 : 1)}
        />
      </label>
      {choice.find !== '' && (
        <>
          <output className={deployment['quiet']}>{words('found', { count: found })}</output>
          <Button look="quiet" label={words('before')} onPress={() => onGo(-1)}>
            <ChevronUp aria-hidden />
          </Button>
          <Button look="quiet" label={words('next')} onPress={() => onGo(1)}>
            <ChevronDown aria-hidden />
          </Button>
          <label className={deployment['check']}>
            <input
              type="checkbox"
              checked={choice.matchesOnly}
              onChange={({ target }) => onChoose({ matchesOnly: target.checked })}
            />
            {words('matchesOnly')}
          </label>
        </>
      )}
    </search>
  )
}
