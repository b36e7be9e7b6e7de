'use client'

import { Save } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { toast } from '../design/toasts.tsx'
import { useTranslations } from 'use-intl'
import type { EditedProjectFragment, EditorSourcesFragment, ShellViewerFragment } from '../../generated/graph.ts'
import { Button } from '../design/button.tsx'
import type { Crumb } from '../shell/shell.tsx'
import { Shell } from '../shell/shell.tsx'
import { Banners } from './banners.tsx'
import { keptKey } from './document/kept-names.ts'
import { isDirty, type Version } from './document/draft.ts'
import type { Path } from './document/value.ts'
import { EditorPanes } from './editor-panes.tsx'
import { FollowSaves } from './follow-saves.tsx'
import type { SaidOfFile } from './problems/said.ts'
import { ConfirmSave } from './save/confirm-save.tsx'
import { useSaving, type Saving } from './save/use-saving.ts'
import { fieldOf, type Group } from './schema/field.ts'
import { useCheck } from './use-check.ts'
import { useDraft, type KeepingDraft } from './use-draft.ts'
import { useSaidOf } from './use-said.ts'
import styles from './editor.module.css'

// It brings the editor of texts, which the page does not wait for.
const Conflict = dynamic(() => import('./save/conflict.tsx').then((module) => module.Conflict), { ssr: false })

type Props = {
  readonly viewer: ShellViewerFragment
  readonly sources: EditorSourcesFragment
  /** The project as it is saved; null for a new one. */
  readonly saved: EditedProjectFragment | null
  /** What the text begins with. */
  readonly text: string
  /** Under which name unsaved edits are kept in this tab. */
  readonly keptAs: string
  /** True if the text was chosen just now, so that older edits are not put over it. */
  readonly isFresh?: boolean
  /** The place of the file that one came for. */
  readonly at?: Path | null
  readonly title: string
  readonly crumbs: readonly Crumb[]
  /** What stands above the form, such as what an import left out. */
  readonly children?: ReactNode
}

/** One document in two views that are always the same: a form and its YAML; and what saving it would do. */
export function Editor({ viewer, sources, saved: first, text, keptAs, isFresh = false, at = null, ...page }: Props) {
  const [saved, setSaved] = useState(first)
  const base: Version = { text: first?.file ?? '', revision: first?.revision ?? null }
  const key = keptKey(viewer.email ?? viewer.name, keptAs)
  const { draft, act, overlaps, isJoined, leave, finish } = useDraft({ base, text, key, isFresh })
  const file = useFile(sources.projectFileSchema)
  const project = first?.name ?? null
  const checked = useCheck(draft, project)
  const saving = useSaving({ draft, act, project, onSaved: useGoingOn(project, finish) })
  const said = useSaidOf({ draft, checked, refused: saving.refused, isNew: first === null })
  useRefusals(draft.refusals)
  const [isSignedOut, setSignedOut] = useState(false)
  const [isConflictOpen, setConflictOpen] = useState(false)
  const reason = useReason({ said, isDirty: isDirty(draft), saved, viewer })
  return (
    <Shell
      viewer={viewer}
      title={page.title}
      crumbs={page.crumbs}
      copied={{ type: 'file', file: draft.text, revision: draft.base.revision }}
      act={
        <SaveButton
          reason={reason}
          isPending={saving.isPending}
          onSave={() => (draft.theirs === null ? void saving.save() : setConflictOpen(true))}
        />
      }
    >
      {first !== null && (
        <FollowSaves name={first.name} act={act} onSaved={setSaved} onSignedOut={() => setSignedOut(true)} />
      )}
      {page.children}
      <div className={styles['work']}>
        <Banners
          {...{ draft, isJoined }}
          isConflict={overlaps !== null}
          failure={saving.failure}
          isSignedOut={isSignedOut || checked.isSignedOut || saving.failure?.isSignedOut === true}
          onSignIn={() => signInAgain(leave)}
          onDiscard={() => act({ type: 'write', text: first === null ? text : draft.base.text })}
          onShowConflict={() => setConflictOpen(true)}
        />
        <EditorPanes {...{ draft, act, file, sources, saved, checked, said, at }} />
      </div>
      <Dialogs
        {...{ draft, act, saving }}
        isConflictOpen={isConflictOpen && overlaps !== null}
        onConflictClosed={() => setConflictOpen(false)}
      />
    </Shell>
  )
}

/** The page as a whole asks who it is, and comes back here, where the edits are kept. */
function signInAgain(leave: () => void): void {
  leave()
  window.location.reload()
}

/** Where one goes when it is saved: to what comes of it, or to the project where nothing does. */
function useGoingOn(project: string | null, finish: () => void): (operation: string | null) => void {
  const words = useTranslations('edit')
  const router = useRouter()
  return (operation) => {
    finish()
    if (operation === null) toast.success(words('nothingToDo'))
    router.push(operation === null ? `/projects/${project ?? ''}` : `/operations/${operation}`)
  }
}

type SaveProps = { readonly reason: string | null; readonly isPending: boolean; readonly onSave: () => void }

function SaveButton({ reason, isPending, onSave }: SaveProps) {
  const words = useTranslations('edit')
  return (
    <Button look="main" reason={reason} isPending={isPending} onPress={onSave}>
      <Save aria-hidden />
      {words('save')}
    </Button>
  )
}

type DialogsProps = Pick<KeepingDraft, 'draft' | 'act'> & {
  readonly saving: Saving
  readonly isConflictOpen: boolean
  readonly onConflictClosed: () => void
}

/** What has to be answered before it can be saved. */
function Dialogs({ draft, act, saving, isConflictOpen, onConflictClosed }: DialogsProps) {
  return (
    <>
      <ConfirmSave
        questions={saving.questions}
        isPending={saving.isPending}
        onAnswer={(answer) => void saving.save(answer)}
        onClose={saving.close}
      />
      {draft.theirs !== null && isConflictOpen && (
        <Conflict
          draft={{ ...draft, theirs: draft.theirs }}
          onTakeTheirs={() => {
            onConflictClosed()
            act({ type: 'take-theirs' })
          }}
          onKeepMine={(next) => {
            onConflictClosed()
            act({ type: 'keep-mine', mine: draft.text, text: next })
          }}
          onClose={onConflictClosed}
        />
      )}
    </>
  )
}

/** Says when the form wanted what cannot be done in the text as it is written. */
function useRefusals(count: number): void {
  const words = useTranslations('edit')
  useEffect(() => {
    if (count > 0) toast.error(words('notInPlace'))
  }, [count, words])
}

/** The fields of the whole file. */
function useFile(schema: unknown): Group {
  return useMemo(() => {
    const file = fieldOf(schema)
    if (file.kind !== 'group') throw new Error('the schema of project files describes no map')
    return file
  }, [schema])
}

type ReasonOf = Pick<Props, 'saved' | 'viewer'> & { readonly said: readonly SaidOfFile[]; readonly isDirty: boolean }

/** Why it cannot be saved now; null if it can. */
function useReason({ said, isDirty, saved, viewer }: ReasonOf): string | null {
  const words = useTranslations('edit')
  const { allowed, reason } = saved === null ? viewer.viewerCan.createProject : saved.viewerCan.edit
  if (!allowed) return reason
  const count = said.filter((one) => one.isWrong).length
  if (count > 0) return words('mendFirst', { count })
  return isDirty ? null : words('nothingChanged')
}
