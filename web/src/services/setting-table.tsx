'use client'

import { useTranslations } from 'use-intl'
import type { CatalogueEntryFragment } from '../../generated/graph.ts'
import { bytesText } from '../design/bytes.ts'
import { ScrollArea } from '../design/scroll-area.tsx'
import { TableHead } from '../design/table-head.tsx'
import { limitsOf, type SettingLimit } from './setting-limits.ts'
import type { SettingRow } from './setting-rows.ts'
import styles from './services.module.css'

type Props = { readonly type: CatalogueEntryFragment; readonly rows: readonly SettingRow[] }

/** The settings of a service type, with what each cluster limits about them. */
export function SettingTable({ type: { name, availability }, rows }: Props) {
  const words = useTranslations('services')
  if (rows.length === 0) return <p className={styles['quiet']}>{words('noSettings')}</p>
  return (
    <ScrollArea label={words('settingsOf', { name })} className={styles['scroll']}>
      <table>
        <TableHead titles={(['setting', 'type', 'standard', 'meaning'] as const).map((column) => words(column))} />
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">
                <code>{row.name}</code>
              </th>
              <td>{words(`typeOf.${row.type}`)}</td>
              <td>{row.standard === null ? <Absent row={row} /> : <code>{row.standard}</code>}</td>
              <td>
                <Meaning row={row} limits={limitsOf(row.name, availability)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  )
}

function Absent({ row }: { readonly row: SettingRow }) {
  const words = useTranslations('services')
  return <span className={styles['quiet']}>{words(row.isRequired ? 'required' : 'none')}</span>
}

function Meaning({ row, limits }: { readonly row: SettingRow; readonly limits: readonly SettingLimit[] }) {
  const words = useTranslations('services')
  // Amounts are written as text, such as 10Gi, and limited in bytes.
  const most = (maximum: number): string => (row.type === 'text' ? bytesText(maximum) : String(maximum))
  return (
    <>
      {row.description}
      <ul className={styles['limits']}>
        {row.values.length > 0 && <li>{words('oneOf', { values: row.values.join(', ') })}</li>}
        {row.minimum !== null && <li>{words('atLeast', { value: row.minimum })}</li>}
        {row.maximum !== null && <li>{words('atMost', { value: String(row.maximum) })}</li>}
        {limits.map(({ clusters, maximum, values }) => (
          <li key={clusters.join()}>
            {words('inClusters', { clusters: clusters.join(', ') })}{' '}
            {maximum !== null && words('atMost', { value: most(maximum) })}
            {values !== null && words('oneOf', { values: values.join(', ') })}
          </li>
        ))}
      </ul>
    </>
  )
}
