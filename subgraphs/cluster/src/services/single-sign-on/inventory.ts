import type { IdentityPort, ObservedClient, RealmRepresentation } from '../../ports/identity.ts'
import type { Inventory, MarkedObject } from '../../reconcile/sweep.ts'
import { parseMarkEntries, type Owner } from '../mark.ts'
import { refuseChanged } from '../orphaned.ts'

/** Realms that carry this installation's and this cluster's mark, and the marked clients in them. */
export function realmInventory(port: IdentityPort, whose: Pick<Owner, 'installation' | 'cluster'>): Inventory {
  const markOf = (attributes: Readonly<Record<string, string>> | undefined) => {
    const mark = parseMarkEntries(attributes ?? {})
    return mark?.installation === whose.installation && mark.cluster === whose.cluster ? mark : null
  }
  const realmEntry = ({ realm, attributes }: RealmRepresentation): readonly MarkedObject[] => {
    const mark = markOf(attributes)
    if (mark === null || mark.project === '') return []
    const object = { backend: 'identity', kind: 'realm', name: realm, namespace: null }
    return [{ object, project: mark.project, deployment: null, service: null, retainedUntil: mark.retainedUntil }]
  }
  const clientEntry = (realm: string, { clientId, attributes }: ObservedClient): readonly MarkedObject[] => {
    const mark = markOf(attributes)
    if (mark === null) return []
    const { project, deployment, service } = mark
    const object = { backend: 'identity', kind: 'client', name: clientId, namespace: realm }
    return [{ object, project, deployment, service, retainedUntil: null }]
  }
  return {
    backend: 'identity',
    list: async () => {
      const realms = (await port.listRealms()).filter(({ attributes }) => markOf(attributes) !== null)
      const parts = await Promise.all(
        realms.map(async (realm) => {
          const clients = await port.listClients(realm.realm)
          return [...realmEntry(realm), ...clients.flatMap((client) => clientEntry(realm.realm, client))]
        }),
      )
      return parts.flat()
    },
    expire: async ({ object: { kind, name } }) => {
      if (kind !== 'realm') return
      const mark = markOf((await port.readRealm(name))?.attributes)
      // Brought back since it was listed: then it stays.
      if (mark?.retainedUntil != null) await port.removeRealm(name)
    },
    // A client holds no data, and the realm belongs to the project as a whole.
    data: null,
    remove: async (marked) => {
      const { kind, name, namespace } = marked.object
      if (kind === 'realm') {
        refuseChanged(marked, markOf((await port.readRealm(name))?.attributes))
        return port.removeRealm(name)
      }
      const client = namespace === null ? null : await port.readClient(namespace, name)
      refuseChanged(marked, markOf(client?.attributes))
      if (client !== null && namespace !== null) await port.removeClient(namespace, client.id)
    },
  }
}
