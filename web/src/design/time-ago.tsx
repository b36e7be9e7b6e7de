'use client'

import { useFormatter, useNow } from 'use-intl'

/** How long ago something was, kept up to date; the exact moment is one hover away. */
export function TimeAgo({ at, className }: { readonly at: string; readonly className?: string | undefined }) {
  const format = useFormatter()
  const now = useNow({ updateInterval: 10_000 })
  const moment = new Date(at)
  // Clocks of two machines differ a little: nothing happened in the future.
  const shown = moment > now ? now : moment
  return (
    <time
      dateTime={at}
      title={format.dateTime(moment, { dateStyle: 'full', timeStyle: 'medium' })}
      className={className}
    >
      {format.relativeTime(shown, { now, style: 'narrow' })}
    </time>
  )
}
