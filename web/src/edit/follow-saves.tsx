'use client'

import type { Dispatch } from 'react'
import { EditedProjectChangedDocument, type EditedProjectFragment } from '../../generated/graph.ts'
import { useFollow } from '../streams/use-follow.ts'
import type { Act } from './document/draft.ts'

type Props = {
  readonly name: string
  readonly act: Dispatch<Act>
  readonly onSaved: (project: EditedProjectFragment) => void
  readonly onSignedOut: () => void
}

/** Hears of every save of the project, so that two people who edit it meet before one of them saves. */
export function FollowSaves({ name, act, onSaved, onSignedOut }: Props) {
  useFollow(
    EditedProjectChangedDocument,
    { name },
    ({ project: { project } }) => {
      if (project === null) return
      onSaved(project)
      act({ type: 'saved-elsewhere', theirs: { text: project.file, revision: project.revision } })
    },
    // The page stays: there may be edits in it.
    { onSignedOut },
  )
  return null
}
