import { stringify } from 'yaml'

/** The values with which a cluster's backend joins, for its chart. */
export function joinValues(cluster: string, token: string): string {
  return stringify({ cluster: { name: cluster }, link: { joinToken: token } })
}

/** The command that installs it, or gives it other values if it is there, with the values that all clusters share in a file of their own. */
export function joinCommand(cluster: string): string {
  return [
    'helm upgrade --install cluster-backend deploy/cluster-backend',
    '--namespace operations-manager --create-namespace',
    `--values clusters.yaml --values ${cluster}.yaml`,
  ].join(' \\\n  ')
}

/** Names of projects as a person writes them, apart by commas or spaces; null for all. */
export function projectNames(text: string): readonly string[] | null {
  const names = text.split(/[\s,]+/).filter((name) => name !== '')
  return names.length === 0 ? null : [...new Set(names)]
}
