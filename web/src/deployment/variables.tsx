'use client'

import { Lock } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { DeploymentVariablesDocument, type VariableRowFragment } from '../../generated/graph.ts'
import { ScrollArea } from '../design/scroll-area.tsx'
import { TableHead } from '../design/table-head.tsx'
import { useAddress } from '../shell/use-address.ts'
import { ComponentChoice } from './component-choice.tsx'
import type { ViewProps } from './deployment-page.tsx'
import { Seen } from './missing.tsx'
import { useLivePart } from './use-live-part.ts'
import { componentOf, partKey } from './views.ts'
import styles from './deployment.module.css'

/** The variables that the containers of a component get, and where each comes from. */
export function Variables(props: ViewProps) {
  const words = useTranslations('deployment')
  const [address, changeAddress] = useAddress()
  const names = props.head.components.map(({ name }) => name)
  const component = componentOf(address.get('component'), names)
  if (component === null) return <p className={styles['quiet']}>{words('noComponents')}</p>
  return (
    <div className={styles['sections']}>
      <ComponentChoice names={names} chosen={component} onChoose={(name) => changeAddress({ component: name })} />
      <VariablesOf {...props} component={component} />
    </div>
  )
}

function VariablesOf({ home, head, first, look, component }: ViewProps & { readonly component: string }) {
  const words = useTranslations('deployment')
  const part = useLivePart({
    key: partKey.variables(component),
    document: DeploymentVariablesDocument,
    variables: { project: home.name, deployment: head.name, component },
    look,
    first,
  })
  return (
    <Seen part={part} head={head}>
      {({ variables }) =>
        variables.length === 0 ? (
          <p className={styles['quiet']}>{words('noVariables')}</p>
        ) : (
          <VariableTable component={component} variables={variables} />
        )
      }
    </Seen>
  )
}

type TableProps = { readonly component: string; readonly variables: readonly VariableRowFragment[] }

function VariableTable({ component, variables }: TableProps) {
  const words = useTranslations('deployment')
  return (
    <ScrollArea label={words('variablesOf', { component })} className={styles['scroll']}>
      <table>
        <TableHead titles={(['variable', 'value', 'source'] as const).map((name) => words(name))} />
        <tbody>
          {variables.map(({ name, value, secret, source, from, overriddenBy }) => (
            <tr key={`${name} ${source} ${from}`} data-overridden={overriddenBy !== null}>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td>{value === null ? <NoValue secret={secret} /> : <code className={styles['value']}>{value}</code>}</td>
              <td>
                {words(`from.${source}`)}
                {from !== null && <span className={styles['quiet']}> {from}</span>}
                {overriddenBy !== null && (
                  <p className={styles['podMessage']}>
                    {words('overridden', { source: words(`from.${overriddenBy}`) })}
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

function NoValue({ secret }: { readonly secret: boolean }) {
  const words = useTranslations('deployment')
  return (
    <span className={styles['hiddenValue']}>
      <Lock aria-hidden />
      {words(secret ? 'secretValue' : 'noValue')}
    </span>
  )
}
