'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { AdoptOrphanedDocument, RemoveOrphanedDocument, type ClusterCardFragment } from '../../generated/graph.ts'
import { Button } from '../design/button.tsx'
import { ConfirmDialog } from '../design/confirm-dialog.tsx'
import { ScrollArea } from '../design/scroll-area.tsx'
import { TableHead } from '../design/table-head.tsx'
import { told } from '../graph/told.ts'
import { useChange } from '../graph/use-change.ts'
import styles from './clusters.module.css'

type Props = {
  readonly cluster: ClusterCardFragment
  readonly onChange: (cluster: ClusterCardFragment) => void
}

type Orphan = ClusterCardFragment['orphaned'][number]
type Chosen = { readonly act: 'adopt' | 'remove'; readonly object: Orphan }

/** What carries our mark in a cluster and nobody wishes: to be kept for a time, or to go for good. */
export function Orphans({ cluster, onChange }: Props) {
  const words = useTranslations('clusters')
  const [chosen, setChosen] = useState<Chosen | null>(null)
  return (
    <details className={styles['orphans']}>
      <summary>{words('orphans', { count: cluster.orphaned.length })}</summary>
      <p className={styles['quiet']}>{words('orphansText')}</p>
      <ScrollArea label={words('orphansOf', { name: cluster.name })} className={styles['scroll']}>
        <table>
          <TableHead titles={(['backend', 'kind', 'name', 'acts'] as const).map((name) => words(name))} />
          <tbody>
            {cluster.orphaned.map((object) => {
              const { backend, kind, name, namespace } = object
              return (
                <tr key={`${backend} ${kind} ${namespace} ${name}`}>
                  <td>{backend}</td>
                  <td>{kind}</td>
                  <th scope="row">
                    <code>{namespace === null ? name : `${namespace}/${name}`}</code>
                  </th>
                  <td className={styles['acts']}>
                    <Button label={words('adoptThing', { name })} onPress={() => setChosen({ act: 'adopt', object })}>
                      {words('adopt')}
                    </Button>
                    <Button
                      look="danger"
                      label={words('removeThing', { name })}
                      onPress={() => setChosen({ act: 'remove', object })}
                    >
                      {words('remove')}
                    </Button>
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </ScrollArea>
      {chosen !== null && (
        <ConfirmOrphan cluster={cluster.name} chosen={chosen} onChange={onChange} onClose={() => setChosen(null)} />
      )}
    </details>
  )
}

type ConfirmProps = Pick<Props, 'onChange'> & {
  readonly cluster: string
  readonly chosen: Chosen
  readonly onClose: () => void
}

function ConfirmOrphan({ cluster, chosen: { act, object }, onChange, onClose }: ConfirmProps) {
  const words = useTranslations('clusters')
  const [isAdopting, adopt] = useChange(AdoptOrphanedDocument)
  const [isRemoving, remove] = useChange(RemoveOrphanedDocument)
  const confirm = async (typed: string): Promise<void> => {
    const input = { cluster, object, confirm: typed }
    const given =
      act === 'adopt'
        ? told(await adopt({ input }), (data) => data.adoptOrphaned)
        : told(await remove({ input }), (data) => data.removeOrphaned)
    if (given === null) return
    if (given.cluster !== null) onChange(given.cluster)
    onClose()
  }
  return (
    <ConfirmDialog
      title={words(act === 'adopt' ? 'adoptTitle' : 'removeOrphanTitle', { name: object.name })}
      name={object.name}
      act={words(act)}
      isPending={isAdopting || isRemoving}
      onConfirm={(typed) => void confirm(typed)}
      onClose={onClose}
    >
      <p>{words(act === 'adopt' ? 'adoptText' : 'removeOrphanText')}</p>
    </ConfirmDialog>
  )
}
