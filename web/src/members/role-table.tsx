'use client'

import { Check, Minus } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { MembersPageQuery } from '../../generated/graph.ts'
import heard from '../design/heard.module.css'
import { ScrollArea } from '../design/scroll-area.tsx'
import { TableHead } from '../design/table-head.tsx'
import styles from './members.module.css'

/** What each role may do, as the graph says it. */
export function RoleTable({ roles }: { readonly roles: MembersPageQuery['roles'] }) {
  const words = useTranslations('members')
  // The widest role comes first and has every right that there is.
  const rights = roles[0]?.rights ?? []
  return (
    <section aria-labelledby="rights">
      <h2 id="rights">{words('rightsTitle')}</h2>
      <ScrollArea label={words('rightsTitle')} className={styles['scroll']}>
        <table className={styles['rights']}>
          <TableHead titles={[words('rightTitle'), ...roles.map(({ role }) => words(`role.${role}`))]} />
          <tbody>
            {rights.map((right) => (
              <tr key={right}>
                <th scope="row">{words(`right.${right}`)}</th>
                {roles.map(({ role, rights: held }) => (
                  <td key={role}>
                    <Mark isHeld={held.includes(right)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
      <p className={styles['quiet']}>{words('operators')}</p>
    </section>
  )
}

function Mark({ isHeld }: { readonly isHeld: boolean }) {
  const words = useTranslations('members')
  const Icon = isHeld ? Check : Minus
  return (
    <>
      <Icon aria-hidden data-held={isHeld} />
      <span className={heard['heard']}>{words(isHeld ? 'yes' : 'no')}</span>
    </>
  )
}
