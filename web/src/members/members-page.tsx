'use client'

import { useCallback, useState } from 'react'
import { useTranslations } from 'use-intl'
import {
  MembersChangedDocument,
  type MembersChangedSubscription,
  type MembersPageQuery,
} from '../../generated/graph.ts'
import { Shell } from '../shell/shell.tsx'
import { useFollow } from '../streams/use-follow.ts'
import { AddMember } from './add-member.tsx'
import { MemberTable } from './member-table.tsx'
import { RoleTable } from './role-table.tsx'
import styles from './members.module.css'

export type MembersOf = NonNullable<MembersPageQuery['project']>
export type Member = MembersOf['members'][number]

type Props = {
  readonly viewer: MembersPageQuery['viewer']
  readonly roles: MembersPageQuery['roles']
  readonly first: MembersOf
}

/** Who belongs to a project and as what, how to change that, and what each role may do. */
export function MembersPage({ viewer, roles, first }: Props) {
  const words = useTranslations('members')
  const [project, setProject] = useState(first)
  const onEvent = useCallback(({ project: { project: present } }: MembersChangedSubscription) => {
    if (present !== null) setProject(present)
  }, [])
  const live = useFollow(MembersChangedDocument, { name: first.name }, onEvent)
  return (
    <Shell
      viewer={viewer}
      title={words('title')}
      crumbs={[
        { name: words('projects'), href: '/' },
        { name: project.displayName, href: `/projects/${project.name}` },
      ]}
      live={live}
    >
      <div className={styles['page']}>
        <MemberTable project={project} roles={roles} onChange={setProject} />
        <AddMember project={project} roles={roles} onChange={setProject} />
        <RoleTable roles={roles} />
      </div>
    </Shell>
  )
}
