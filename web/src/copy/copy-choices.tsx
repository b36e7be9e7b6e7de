'use client'

import { use } from 'react'
import { Header, Menu, MenuItem, MenuSection } from 'react-aria-components'
import { useTranslations } from 'use-intl'
import { CopiedFileDocument } from '../../generated/graph.ts'
import menuStyles from '../design/menu.module.css'
import { MenuPopover, type MenuProps } from '../design/menu-popover.tsx'
import { toast } from '../design/toasts.tsx'
import { useQuestion } from '../graph/use-question.ts'
import { asCurl, asGraphql } from './as-text.ts'
import type { Copied } from './copied.ts'
import { GraphAddress } from './graph-address.ts'
import { requestOf } from './request-of.ts'

type Form = 'graphql' | 'curl' | 'yaml'
type Props = MenuProps & { readonly of: Copied; readonly name: string }

/** The forms in which a thing can be taken along. */
export function CopyChoices({ of, name, ...menu }: Props) {
  const words = useTranslations('shell')
  const texts = useTexts(of)
  const copy = async (form: Form, textOf: TextOf): Promise<void> => {
    try {
      // The text may have to be asked for, and a browser lets only what was pressed just now write to the clipboard.
      const text = textOf().then((found) => new Blob([found], { type: 'text/plain' }))
      await navigator.clipboard.write([new ClipboardItem({ 'text/plain': text })])
      toast.success(words('copiedAs', { thing: name, form: words(`copyForm.${form}`) }))
    } catch {
      toast.error(words('notCopied', { thing: name }))
    }
  }
  return (
    <MenuPopover {...menu}>
      {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- a menu takes the focus when it opens (ARIA, menu button) */}
      <Menu aria-label={words('copyThingAs', { thing: name })} autoFocus="first" onClose={menu.onClose}>
        <MenuSection>
          <Header>{words('copyAs')}</Header>
          {[...texts].map(([form, textOf]) => (
            <MenuItem key={form} className={menuStyles['item'] ?? ''} onAction={() => void copy(form, textOf)}>
              {words(`copyForm.${form}`)}
            </MenuItem>
          ))}
        </MenuSection>
      </Menu>
    </MenuPopover>
  )
}

type TextOf = () => Promise<string>

/** The forms that a thing has, with how its text is made in each. */
function useTexts(of: Copied): ReadonlyMap<Form, TextOf> {
  const address = use(GraphAddress)
  const yaml = useYaml(of)
  return new Map<Form, TextOf>([
    ['graphql', () => Promise.resolve(asGraphql(requestOf(of)))],
    ['curl', () => Promise.resolve(asCurl(address, requestOf(of)))],
    ...(yaml === null ? [] : [['yaml', yaml] as const]),
  ])
}

/** How the YAML of a thing is made; null for what stands in no file. */
function useYaml(of: Copied): TextOf | null {
  const ask = useQuestion(CopiedFileDocument)
  const fileOf = async (name: string): Promise<string> => {
    const { project } = await ask({ name })
    if (project === null) throw new Error(`the project "${name}" is gone`)
    return project.file
  }
  switch (of.type) {
    case 'project':
      return () => fileOf(of.name)
    case 'deployment':
      return async () => {
        const [file, { deploymentOf }] = await Promise.all([fileOf(of.project), import('./as-yaml.ts')])
        const part = deploymentOf(file, of.name)
        if (part === null) throw new Error(`the file says nothing of "${of.name}"`)
        return part
      }
    case 'service-type':
      return () => Promise.resolve(of.example)
    case 'file':
      return () => Promise.resolve(of.file)
    case 'operation':
    case 'cluster':
      return null
    default:
      return of satisfies never
  }
}
