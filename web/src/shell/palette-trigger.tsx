'use client'

import { Search } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import styles from './palette.module.css'

const load = () => import('./palette.tsx').then(({ Palette: loaded }) => loaded)
/** By then what the page itself needs has come. */
const settledMs = 1_000
const Palette = dynamic(load, { ssr: false })

/**
 * Opens the palette from everywhere, by its button or by Ctrl/Cmd-K. It is loaded when the page has nothing else to do:
 * what somebody types at once would be lost while it comes.
 */
export function PaletteTrigger({ mayAudit }: { readonly mayAudit: boolean }) {
  const words = useTranslations('shell')
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    const soon = setTimeout(() => void load(), settledMs)
    return () => clearTimeout(soon)
  }, [])
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      setOpen((open) => !open)
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
  return (
    <>
      <button type="button" className={styles['trigger']} onClick={() => setOpen(true)} aria-label={words('goTo')}>
        <Search aria-hidden />
        <span>{words('goTo')}</span>
        <kbd>Ctrl K</kbd>
      </button>
      {isOpen && <Palette mayAudit={mayAudit} onClose={() => setOpen(false)} />}
    </>
  )
}
