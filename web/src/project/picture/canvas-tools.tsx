import { Panel } from '@xyflow/react'
import { Maximize, Minus, Plus } from 'lucide-react'
import { useTranslations } from 'use-intl'
import styles from './canvas-tools.module.css'

type Props = {
  readonly onZoom: (factor: number) => void
  readonly onFit: () => void
  /** The component for which a service is being chosen. */
  readonly choosing: string | null
  readonly hasChoice: boolean
  readonly onStop: () => void
}

/** What floats on the drawing: zoom, what the lines mean, and what is being chosen. */
export function CanvasTools({ onZoom, onFit, choosing, hasChoice, onStop }: Props) {
  const words = useTranslations('picture')
  return (
    <>
      <Panel position="bottom-right" className={styles['zoom']}>
        <button type="button" onClick={() => onZoom(0.8)} aria-label={words('zoomOut')} title={words('zoomOut')}>
          <Minus aria-hidden />
        </button>
        <button type="button" onClick={() => onZoom(1.25)} aria-label={words('zoomIn')} title={words('zoomIn')}>
          <Plus aria-hidden />
        </button>
        <button type="button" onClick={onFit} aria-label={words('fit')} title={words('fit')}>
          <Maximize aria-hidden />
        </button>
      </Panel>
      <Panel position="bottom-left" className={styles['legend']}>
        <span>
          <svg aria-hidden viewBox="0 0 26 8">
            <path d="M0 4H22" />
            <circle cx="23" cy="4" r="3" />
          </svg>
          {words('binds')}
        </span>
        <span>
          <svg aria-hidden viewBox="0 0 26 8">
            <path d="M0 4H24" strokeDasharray="4 3" />
            <path d="M20 0.5L25 4L20 7.5" />
          </svg>
          {words('callsLine')}
        </span>
      </Panel>
      <Panel position="bottom-center" className={styles['choosing']} data-shown={choosing !== null}>
        <output>{choosing !== null && words(hasChoice ? 'choosing' : 'nothingToBind', { component: choosing })}</output>
        {choosing !== null && (
          <button type="button" onClick={onStop}>
            {words('stop')}
          </button>
        )}
      </Panel>
    </>
  )
}
