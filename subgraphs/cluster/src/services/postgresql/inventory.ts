import type { PostgresPort } from '../../ports/postgresql.ts'
import type { Inventory, MarkedObject } from '../../reconcile/sweep.ts'
import { clusterText, ownerText, parseMarkText, type Owner } from '../mark.ts'
import { refuseChanged, refuseUntilGone } from '../orphaned.ts'

/** Databases and roles that carry this installation's and this cluster's mark. */
export function postgresInventory(port: PostgresPort, whose: Pick<Owner, 'installation' | 'cluster'>): Inventory {
  const prefix = clusterText(whose)
  return {
    backend: 'postgresql',
    // Databases first: a role is dropped after what it owns.
    list: async () => [
      ...(await port.databasesMarked(prefix)).flatMap(({ name, comment }) => marked('database', name, comment)),
      ...(await port.rolesMarked(prefix)).flatMap(({ name, comment }) => marked('role', name, comment)),
    ],
    expire: async ({ object: { kind, name } }) => {
      if (kind === 'database') {
        const database = await port.readDatabase(name)
        if (isRetained(database?.comment)) await port.dropDatabase(name)
        return
      }
      const role = await port.readRole(name)
      if (isRetained(role?.comment)) await port.dropRole(name)
    },
    data: { kind: 'database', type: 'postgresql' },
    remove: async (marked) => {
      const { kind, name } = marked.object
      if (kind === 'database') {
        refuseChanged(marked, parseMarkText((await port.readDatabase(name))?.comment ?? null))
        return port.dropDatabase(name)
      }
      const mark = refuseChanged(marked, parseMarkText((await port.readRole(name))?.comment ?? null))
      const owned = await port.databasesMarked(ownerText(mark))
      refuseUntilGone(
        marked,
        owned.map((database) => database.name),
      )
      return port.dropRole(name)
    },
  }
}

/** Brought back since it was listed: then it stays. */
function isRetained(comment: string | null | undefined): boolean {
  return parseMarkText(comment ?? null)?.retainedUntil != null
}

function marked(kind: string, name: string, comment: string | null): readonly MarkedObject[] {
  const mark = parseMarkText(comment)
  if (mark === null) return []
  const { project, deployment, service, retainedUntil } = mark
  return [
    { object: { backend: 'postgresql', kind, name, namespace: null }, project, deployment, service, retainedUntil },
  ]
}
