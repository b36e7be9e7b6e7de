import type { ReactNode, Ref } from 'react'

type Props = {
  readonly label: string
  readonly className?: string | undefined
  readonly children: ReactNode
  readonly ref?: Ref<HTMLElement>
  readonly onScroll?: () => void
  /** Whether lines break, for the style sheet. */
  readonly wrap?: boolean
}

/** What scrolls by itself, reached and scrolled by keyboard too (WCAG 2.1.1). */
export function ScrollArea({ label, className, children, ref, onScroll, wrap }: Props) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls has to take the focus
    <section ref={ref} aria-label={label} tabIndex={0} className={className} onScroll={onScroll} data-wrap={wrap}>
      {children}
    </section>
  )
}
