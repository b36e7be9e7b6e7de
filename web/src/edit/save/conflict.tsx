'use client'

import dynamic from 'next/dynamic'
import { useMemo, useState } from 'react'
import { Group } from 'react-aria-components'
import { useTranslations } from 'use-intl'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import type { Draft, Version } from '../document/draft.ts'
import { rebased } from './rebase.ts'
import styles from './save.module.css'

const SideBySide = dynamic(() => import('./merge-view.tsx').then((module) => module.SideBySide), { ssr: false })

type Props = {
  readonly draft: Draft & { readonly theirs: Version }
  readonly onTakeTheirs: () => void
  readonly onKeepMine: (text: string) => void
  readonly onClose: () => void
}

/** Somebody else saved meanwhile: both versions side by side, and what would become of mine on top of theirs. */
export function Conflict({ draft, onTakeTheirs, onKeepMine, onClose }: Props) {
  const words = useTranslations('edit')
  const [shown, setShown] = useState<'mine' | 'result'>('mine')
  const { base, text: mine, theirs } = draft
  const { text: result, overlaps } = useMemo(
    () => rebased({ base: base.text, mine, theirs: theirs.text }),
    [base.text, mine, theirs.text],
  )
  const label = shown === 'mine' ? words('mine') : words('result')
  return (
    <Dialog title={words('conflictTitle')} isWide onClose={onClose}>
      <p>{words('conflictText')}</p>
      {overlaps.length > 0 && (
        <p className={styles['overlaps']}>
          {words('overlaps')}
          {overlaps.map((path) => (
            <code key={path.join('.')}>{path.length === 0 ? words('wholeFile') : path.join('.')}</code>
          ))}
        </p>
      )}
      <div className={styles['sides']}>
        <span>{words('theirs')}</span>
        <Group aria-label={words('compare')} className={styles['choice'] ?? ''}>
          {(['mine', 'result'] as const).map((one) => (
            <button key={one} type="button" aria-pressed={shown === one} onClick={() => setShown(one)}>
              {words(one)}
            </button>
          ))}
        </Group>
      </div>
      <SideBySide
        left={theirs.text}
        right={shown === 'mine' ? mine : result}
        leftLabel={words('theirs')}
        rightLabel={label}
      />
      <div className={styles['acts']}>
        <Button look="quiet" onPress={onClose}>
          {words('decideLater')}
        </Button>
        <Button onPress={onTakeTheirs}>{words('takeTheirs')}</Button>
        <Button look="main" onPress={() => onKeepMine(result)}>
          {words('keepMine')}
        </Button>
      </div>
    </Dialog>
  )
}
