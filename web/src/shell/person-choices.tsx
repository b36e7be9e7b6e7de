'use client'

import { Check, KeyRound, LogOut, MonitorSmartphone } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { Header, Menu, MenuItem, MenuSection } from 'react-aria-components'
import { useLocale, useTranslations } from 'use-intl'
import type { ShellViewerFragment } from '../../generated/graph.ts'
import menuStyles from '../design/menu.module.css'
import { MenuPopover, type MenuProps } from '../design/menu-popover.tsx'
import { locales, type Locale } from '../words/locales.ts'
import { chooseLocale, chooseTheme } from './choose.ts'
import { themes, type Theme } from './theme.ts'
import styles from './shell.module.css'

const languages: Readonly<Record<Locale, 'english' | 'dutch'>> = { en: 'english', nl: 'dutch' }

type Props = MenuProps & { readonly viewer: ShellViewerFragment; readonly onSignOut: () => void }

/** Who is signed in, how the pages look and speak, and the way out. */
export function PersonChoices({ viewer, onSignOut, ...menu }: Props) {
  const words = useTranslations('shell')
  const router = useRouter()
  return (
    <MenuPopover {...menu}>
      <div className={styles['who']}>
        {viewer.name}
        <span>{viewer.email}</span>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- a menu takes the focus when it opens (ARIA, menu button) */}
      <Menu aria-label={words('person', { name: viewer.name })} autoFocus="first" onClose={menu.onClose}>
        <Languages />
        <Themes />
        <MenuSection>
          <MenuItem
            className={menuStyles['item'] ?? ''}
            onAction={() => router.push('/sessions')}
            textValue={words('sessions')}
          >
            <MonitorSmartphone aria-hidden />
            {words('sessions')}
          </MenuItem>
          <MenuItem
            className={menuStyles['item'] ?? ''}
            onAction={() => router.push('/tokens')}
            textValue={words('tokens')}
          >
            <KeyRound aria-hidden />
            {words('tokens')}
          </MenuItem>
          <MenuItem className={menuStyles['item'] ?? ''} onAction={onSignOut} textValue={words('signOut')}>
            <LogOut aria-hidden />
            {words('signOut')}
          </MenuItem>
        </MenuSection>
      </Menu>
    </MenuPopover>
  )
}

function Languages() {
  const words = useTranslations('shell')
  const locale = useLocale()
  const router = useRouter()
  const speak = async (wished: Locale): Promise<void> => {
    await chooseLocale(wished)
    router.refresh()
  }
  return (
    <MenuSection>
      <Header>{words('language')}</Header>
      {locales.map((one) => (
        <MenuItem
          key={one}
          className={menuStyles['item'] ?? ''}
          onAction={() => void speak(one)}
          textValue={words(languages[one])}
        >
          {words(languages[one])}
          {one === locale && <Check aria-hidden className={styles['check']} />}
        </MenuItem>
      ))}
    </MenuSection>
  )
}

function Themes() {
  const words = useTranslations('shell')
  return (
    <MenuSection>
      <Header>{words('theme')}</Header>
      {themes.map((theme) => (
        <MenuItem
          key={theme}
          className={menuStyles['item'] ?? ''}
          onAction={() => void wear(theme)}
          textValue={words(theme)}
        >
          {words(theme)}
        </MenuItem>
      ))}
    </MenuSection>
  )
}

/** At once in this page, and for the pages to come. */
async function wear(theme: Theme): Promise<void> {
  const isDark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.classList.toggle('dark', isDark)
  await chooseTheme(theme)
}
