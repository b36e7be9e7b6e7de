'use client'

import { Check, LogOut } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useRef } from 'react'
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components'
import { useLocale, useTranslations } from 'use-intl'
import type { ShellViewerFragment } from '../../generated/graph.ts'
import { locales, type Locale } from '../words/locales.ts'
import { chooseLocale, chooseTheme } from './choose.ts'
import { themes, type Theme } from './theme.ts'
import styles from './shell.module.css'

const languages: Readonly<Record<Locale, 'english' | 'dutch'>> = { en: 'english', nl: 'dutch' }

/** Who is signed in, how the pages look and speak, and the way out. */
export function PersonMenu({ viewer }: { readonly viewer: ShellViewerFragment }) {
  const words = useTranslations('shell')
  const signOut = useRef<HTMLFormElement>(null)
  return (
    <>
      <form ref={signOut} action="/auth/sign-out" method="post" hidden />
      <MenuTrigger>
        <Button className={styles['person'] ?? ''} aria-label={words('person', { name: viewer.name })}>
          {initials(viewer.name)}
        </Button>
        <Popover placement="bottom end" className={styles['menu'] ?? ''}>
          <div className={styles['who']}>
            {viewer.name}
            <span>{viewer.email}</span>
          </div>
          <Menu aria-label={words('person', { name: viewer.name })}>
            <Languages />
            <Themes />
            <MenuSection>
              <MenuItem
                className={styles['item'] ?? ''}
                onAction={() => signOut.current?.requestSubmit()}
                textValue={words('signOut')}
              >
                <LogOut aria-hidden />
                {words('signOut')}
              </MenuItem>
            </MenuSection>
          </Menu>
        </Popover>
      </MenuTrigger>
    </>
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
          className={styles['item'] ?? ''}
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
          className={styles['item'] ?? ''}
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

function initials(name: string): string {
  return name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => part.charAt(0).toUpperCase())
    .join('')
}
