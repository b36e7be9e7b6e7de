'use client'

import { ArrowDown, Download } from 'lucide-react'
import { useMemo, useState, type ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { LogRowFragment } from '../../../generated/graph.ts'
import { Button } from '../../design/button.tsx'
import { CopyButton } from '../../design/copy-button.tsx'
import { download } from '../../design/download.ts'
import { hasText, logText } from './lines.ts'
import type { LogChoice } from './log-choice.ts'
import { LogLines } from './log-lines.tsx'
import { LogSearch } from './log-search.tsx'
import { useLogScroll } from './use-log-scroll.ts'
import deployment from '../deployment.module.css'
import styles from './logs.module.css'

type Props = {
  readonly lines: readonly LogRowFragment[]
  readonly choice: LogChoice
  readonly onChoose: (change: Partial<LogChoice>) => void
  readonly file: string
  readonly label: string
  readonly state: ReactNode
}

/** The lines themselves, with what one does with them. */
export function LogPane({ lines, choice, onChoose, file, label, state }: Props) {
  const words = useTranslations('deployment')
  const { find, matchesOnly, wrap, times } = choice
  const matching = useMemo(() => (find === '' ? [] : lines.filter((line) => hasText(line, find))), [lines, find])
  const shown = matchesOnly && find !== '' ? matching : lines
  const [current, setCurrent] = useState<LogRowFragment | null>(null)
  const scroll = useLogScroll(shown)
  const go = (step: number): void => {
    if (matching.length === 0) return
    const at = current === null ? -1 : matching.indexOf(current)
    const next = matching[at === -1 && step < 0 ? matching.length - 1 : (at + step + matching.length) % matching.length]
    if (next === undefined) return
    setCurrent(next)
    scroll.showLine(shown.indexOf(next))
  }
  return (
    <>
      <div className={deployment['tools']}>
        <LogSearch choice={choice} found={matching.length} onChoose={onChoose} onGo={go} />
        <label className={deployment['check']}>
          <input type="checkbox" checked={wrap} onChange={({ target }) => onChoose({ wrap: target.checked })} />
          {words('wrap')}
        </label>
        <label className={deployment['check']}>
          <input type="checkbox" checked={times} onChange={({ target }) => onChoose({ times: target.checked })} />
          {words('showTimes')}
        </label>
        <span className={styles['right']}>
          {state}
          <CopyButton text={() => logText(shown)} label={words('copyLines')} />
          <Button look="quiet" label={words('downloadLines')} onPress={() => download(file, logText(shown))}>
            <Download aria-hidden />
            {words('downloadShort')}
          </Button>
        </span>
      </div>
      <div className={styles['frame']}>
        <LogLines
          lines={shown}
          choice={choice}
          current={current}
          scroll={scroll}
          label={words('logsOf', { component: label })}
        />
        {scroll.newLines > 0 && (
          <div className={styles['goOn']}>
            <Button look="main" onPress={scroll.goOn}>
              <ArrowDown aria-hidden />
              {words('newLines', { count: scroll.newLines })}
            </Button>
          </div>
        )}
      </div>
    </>
  )
}
