'use client'

import { Lock } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { CatalogueEntryFragment } from '../../generated/graph.ts'
import { CopyAs } from '../copy/copy-as.tsx'
import { CodeBlock } from '../design/code-block.tsx'
import { ScrollArea } from '../design/scroll-area.tsx'
import { TableHead } from '../design/table-head.tsx'
import type { SettingRow } from './setting-rows.ts'
import { SettingTable } from './setting-table.tsx'
import styles from './services.module.css'

type Props = { readonly type: CatalogueEntryFragment; readonly rows: readonly SettingRow[] }

/** One type of service: what it is, what can be set, what a component gets, and an example. */
export function ServiceEntry({ type, rows }: Props) {
  const words = useTranslations('services')
  const { name, title, description, keepsData, isMounted, availability, example, variables } = type
  return (
    <section className={styles['entry']} aria-labelledby={name}>
      <header className={styles['head']}>
        <h2 id={name}>{title}</h2>
        <code>{name}</code>
        <span className={styles['badge']}>{words(keepsData ? 'keepsData' : 'keepsNothing')}</span>
        {isMounted && <span className={styles['badge']}>{words('mounted')}</span>}
        <CopyAs of={{ type: 'service-type', example }} name={title} />
      </header>
      <p className={styles['about']}>{description}</p>
      <p className={styles['quiet']}>
        {availability.length === 0
          ? words('nowhere')
          : words('offeredIn', { clusters: availability.map(({ cluster }) => cluster).join(', ') })}
      </p>
      <div className={styles['columns']}>
        <div className={styles['column']}>
          <h3>{words('settings')}</h3>
          <SettingTable type={type} rows={rows} />
          <h3>{words('variables')}</h3>
          <VariableTable name={name} variables={variables} />
        </div>
        <div className={styles['column']}>
          <h3>{words('example')}</h3>
          <CodeBlock label={words('exampleOf', { title })} text={example} />
        </div>
      </div>
    </section>
  )
}

type VariableProps = { readonly name: string; readonly variables: CatalogueEntryFragment['variables'] }

function VariableTable({ name, variables }: VariableProps) {
  const words = useTranslations('services')
  return (
    <ScrollArea label={words('variablesOf', { name })} className={styles['scroll']}>
      <table>
        <TableHead titles={[words('name'), words('holds')]} />
        <tbody>
          {variables.map(({ name: variable, description, isSecret, furtherNames }) => (
            <tr key={variable}>
              <th scope="row">
                <code>{variable}</code>
              </th>
              <td>
                {description}
                {isSecret && (
                  <span className={styles['secret']}>
                    <Lock aria-hidden />
                    {words('secret')}
                  </span>
                )}
                {furtherNames.length > 0 && (
                  <p className={styles['quiet']}>
                    {words('also')}{' '}
                    {furtherNames.map((one) => (
                      <code key={one}>{one}</code>
                    ))}
                  </p>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  )
}
