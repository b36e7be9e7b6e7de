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
  const textAs = useTextAs(of)
  const copy = async (form: Form): Promise<void> => {
    try {
      // The text may have to be asked for, and a browser lets only what was pressed just now write to the clipboard.
      const text = textAs(form).then((found) => new Blob([found], { type: 'text/plain' }))
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
          {formsOf(of).map((form) => (
            <MenuItem key={form} className={menuStyles['item'] ?? ''} onAction={() => void copy(form)}>
              {words(`copyForm.${form}`)}
            </MenuItem>
          ))}
        </MenuSection>
      </Menu>
    </MenuPopover>
  )
}

/** What stands in no file has no YAML. */
function formsOf({ type }: Copied): readonly Form[] {
  return type === 'operation' || type === 'cluster' ? ['graphql', 'curl'] : ['graphql', 'curl', 'yaml']
}

function useTextAs(of: Copied): (form: Form) => Promise<string> {
  const address = use(GraphAddress)
  const ask = useQuestion(CopiedFileDocument)
  const fileOf = async (name: string): Promise<string> => {
    const { project } = await ask({ name })
    if (project === null) throw new Error(`the project "${name}" is gone`)
    return project.file
  }
  const yaml = async (): Promise<string> => {
    switch (of.type) {
      case 'project':
        return fileOf(of.name)
      case 'deployment': {
        const [file, { deploymentOf }] = await Promise.all([fileOf(of.project), import('./as-yaml.ts')])
        const part = deploymentOf(file, of.name)
        if (part === null) throw new Error(`the file says nothing of "${of.name}"`)
        return part
      }
      case 'service-type':
        return of.example
      case 'file':
        return of.file
      case 'operation':
      case 'cluster':
        throw new Error(`there is no YAML of this ${of.type}`)
      default:
        return of satisfies never
    }
  }
  return async (form) => {
    switch (form) {
      case 'graphql':
        return asGraphql(requestOf(of))
      case 'curl':
        return asCurl(address, requestOf(of))
      case 'yaml':
        return yaml()
      default:
        return form satisfies never
    }
  }
}
