'use client'

import type { ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components'
import styles from './tabs.module.css'

export type TabOf<Key extends string> = { readonly key: Key; readonly title: string }

type Props<Key extends string> = {
  readonly label: string
  readonly tabs: readonly TabOf<Key>[]
  readonly selected: Key
  readonly onSelect: (key: Key) => void
  /** What the selected one shows. */
  readonly children: ReactNode
}

/** Views of one thing, of which one is shown. Which one is for the page to keep, in its address. */
export function Tabs<Key extends string>({ label, tabs, selected, onSelect, children }: Props<Key>) {
  return (
    <AriaTabs
      className={styles['tabs'] ?? ''}
      selectedKey={selected}
      onSelectionChange={(key) => {
        const chosen = tabs.find((tab) => tab.key === key)
        if (chosen !== undefined && chosen.key !== selected) onSelect(chosen.key)
      }}
    >
      <TabList aria-label={label} className={styles['list'] ?? ''}>
        {tabs.map(({ key, title }) => (
          <Tab key={key} id={key} className={styles['tab'] ?? ''}>
            {title}
          </Tab>
        ))}
      </TabList>
      {/* Another panel for each: its name is given once, and has to be the one that the tab tells. */}
      <TabPanel key={selected} id={selected} className={styles['panel'] ?? ''}>
        {children}
      </TabPanel>
    </AriaTabs>
  )
}
