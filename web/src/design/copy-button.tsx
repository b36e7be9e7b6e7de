'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from './button.tsx'

const shownMs = 1_500

type Props = {
  readonly text: string | (() => string)
  /** What is copied, for whoever does not see where the button stands. */
  readonly label?: string
  readonly look?: 'plain' | 'quiet'
}

/** Puts a text on the clipboard and says that it did. */
export function CopyButton({ text, label, look = 'quiet' }: Props) {
  const words = useTranslations('shell')
  const [state, setState] = useState<'copy' | 'copied' | 'copyFailed'>('copy')
  useEffect(() => {
    if (state === 'copy') return undefined
    const timer = setTimeout(() => setState('copy'), shownMs)
    return () => clearTimeout(timer)
  }, [state])
  const copy = (): void => {
    navigator.clipboard.writeText(typeof text === 'string' ? text : text()).then(
      () => setState('copied'),
      // A browser may forbid it: then the text is there to be selected.
      () => setState('copyFailed'),
    )
  }
  return (
    <Button look={look} onPress={copy} {...(label !== undefined && state === 'copy' && { label })}>
      {state === 'copied' ? <Check aria-hidden /> : <Copy aria-hidden />}
      {words(state)}
    </Button>
  )
}
