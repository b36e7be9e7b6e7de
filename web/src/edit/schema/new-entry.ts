import { isPlainMap, type Plain } from '@operations-manager/schema/project-file/edit/plain.ts'
import type { EditorSourcesFragment } from '../../../generated/graph.ts'
import { emptyOf } from './empty-of.ts'
import type { Field } from './field.ts'

type Named = { readonly name: string; readonly value: Plain }

/** How a new service of a type is called at first, where that is not the type itself. */
const serviceNames: Readonly<Record<string, string>> = {
  postgresql: 'database',
  'object-storage': 'files',
  'single-sign-on': 'signin',
}

/** What a new entry of a section is called and holds; `choice` is the type of a new service. */
export function newEntry(
  section: string,
  item: Field,
  choice: string,
  { clusters }: Pick<EditorSourcesFragment, 'clusters'>,
): Named {
  switch (section) {
    case 'services':
      return choice === ''
        ? { name: 'service', value: {} }
        : { name: serviceNames[choice] ?? choice, value: { type: choice } }
    case 'deployments':
      return { name: 'production', value: withCluster(emptyOf(item), firstCluster(clusters)) }
    case 'components':
      return { name: 'web', value: emptyOf(item) }
    case 'ports':
      return { name: 'http', value: 8080 }
    default:
      return { name: 'entry', value: emptyOf(item) }
  }
}

/** The first cluster that takes new deployments; empty if there is none. */
export function firstCluster(clusters: EditorSourcesFragment['clusters']): string {
  const open = clusters.filter(({ isDraining, state }) => !isDraining && state !== 'REMOVED')
  return (open.find(({ state }) => state === 'CONNECTED') ?? open[0])?.name ?? ''
}

function withCluster(entry: Plain, cluster: string): Plain {
  return isPlainMap(entry) && Object.hasOwn(entry, 'cluster') ? { ...entry, cluster } : entry
}
