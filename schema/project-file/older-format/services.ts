import type { Plain } from '../edit/plain.ts'
import { nameKinds, nameLike } from '../names.ts'
import { explainSize } from '../quantity.ts'
import { leaveOthers, listOf, mapOf, textOf, type Account } from './record.ts'

/** What components ask of services, as it comes together over the file. */
export type Services = {
  readonly all: Map<string, Plain>
  readonly account: Account
}

// The older platform made one of each for a deployment, shared by its components; so they share one service now.
const shared: Readonly<Record<string, { readonly name: string; readonly type: string }>> = {
  'sso-rijk': { name: 'signin', type: 'single-sign-on' },
  'postgresql-database': { name: 'database', type: 'postgresql' },
  'minio-storage': { name: 'storage', type: 'object-storage' },
}

const fromStorage: readonly string[] = ['persistent-storage', 'temp-storage']

/** The services that a component uses, made where they are not there yet; and whether it is published. */
export function importUses(
  ids: Plain | undefined,
  hasStorage: boolean,
  services: Services,
  path: readonly string[],
  to: readonly string[],
): { readonly uses: readonly string[]; readonly isPublished: boolean } {
  const uses: string[] = []
  let isPublished = false
  listOf(ids).forEach((entry, index) => {
    const id = textOf(entry) ?? ''
    const from = [...path, String(index)]
    const service = Object.hasOwn(shared, id) ? shared[id] : undefined
    if (id === 'publish-on-web') {
      isPublished = true
      services.account.carry(from, [...to, 'publish'])
    } else if (service !== undefined) {
      services.all.set(service.name, { type: service.type })
      uses.push(service.name)
      services.account.carry(from, ['services', service.name])
    } else if (fromStorage.includes(id) && hasStorage) {
      services.account.carry(from, [...to, 'mounts'], 'What is mounted follows from `storage`, as it did before.')
    } else if (fromStorage.includes(id)) {
      services.account.leave(from, 'The component has no `storage` entry, so nothing was mounted.')
    } else services.account.leave(from, `There is no service "${id}".`)
  })
  return { uses: [...new Set(uses)], isPublished }
}

/** The folders of a component: a service for each, and where it is mounted. */
export function importStorage(
  storage: Plain | undefined,
  component: string,
  services: Services,
  path: readonly string[],
): Readonly<Record<string, string>> {
  const mounts: Record<string, string> = {}
  listOf(storage).forEach((entry, index) => {
    const from = [...path, String(index)]
    const item = mapOf(entry)
    const kind = textOf(item['type'])
    if (kind !== 'persistent' && kind !== 'ephemeral') {
      return services.account.leave(from, 'Its type is neither persistent nor ephemeral, so nothing was mounted.')
    }
    const isVolume = kind === 'persistent'
    const name = freeName(nameLike(textOf(item['name']) ?? (isVolume ? 'data' : 'temp'), 30), component, services.all)
    const size = sizeOf(item['size'], isVolume, services.account, [...from, 'size'], ['services', name, 'size'])
    const mountPath = textOf(item['mount-path']) ?? `/storage-${index}`
    services.all.set(name, { type: isVolume ? 'volume' : 'scratch', ...(size !== null && { size }) })
    mounts[name] = mountPath
    services.account.carry([...from, 'type'], ['services', name, 'type'])
    const renamed = 'The name is the one of the service now, and no part of the claim any more.'
    if (item['name'] !== undefined) services.account.carry([...from, 'name'], ['services', name], renamed)
    if (item['mount-path'] !== undefined)
      services.account.carry([...from, 'mount-path'], ['components', component, 'mounts', name])
    leaveOthers(services.account, item, from, ['type', 'name', 'size', 'mount-path'])
  })
  return mounts
}

// Claims of volumes had ten gibibytes where the file said nothing.
function sizeOf(
  size: Plain | undefined,
  isVolume: boolean,
  account: Account,
  from: readonly string[],
  to: readonly string[],
): string | null {
  const text = textOf(size)
  const usual = isVolume ? '10Gi' : null
  if (size === undefined) return usual
  if (text !== null && explainSize(text) === null) {
    account.carry(from, to)
    return text
  }
  account.leave(from, `${JSON.stringify(size)} is no size; ${usual === null ? 'the usual one' : usual} is taken.`)
  return usual
}

function freeName(base: string, component: string, taken: ReadonlyMap<string, unknown>): string {
  const { max } = nameKinds.service
  const wanted = base === '' ? 'data' : base
  const candidates = [wanted, nameLike(`${component}-${wanted}`, max)]
  for (let count = 2; count < 100; count++) candidates.push(`${nameLike(wanted, max - 3)}-${count}`)
  return candidates.find((name) => !taken.has(name)) ?? wanted
}
