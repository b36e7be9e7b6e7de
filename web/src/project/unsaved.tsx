'use client'

import { PencilLine } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import { ButtonLink } from '../design/button-link.tsx'
import banner from '../design/banner.module.css'
import { hasKept } from '../edit/document/kept-names.ts'

type Props = { readonly person: string; readonly project: string }

/** Says that one left the editor with edits that are not saved, and leads back to them. */
export function Unsaved({ person, project }: Props) {
  const words = useTranslations('project')
  const isThere = useSyncExternalStore(
    neverChanges,
    () => hasKept(sessionStorage, person, project),
    () => false,
  )
  if (!isThere) return null
  return (
    <output className={banner['banner']}>
      <PencilLine aria-hidden />
      <p>{words('unsaved')}</p>
      <ButtonLink href={`/projects/${project}/edit`}>{words('goOn')}</ButtonLink>
    </output>
  )
}

// It changes in the editor only, which is another page.
const neverChanges = () => () => undefined
