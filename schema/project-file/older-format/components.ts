import type { Plain, PlainMap } from '../edit/plain.ts'
import { isName, nameLike } from '../names.ts'
import { explainCpu, explainSize } from '../quantity.ts'
import { leaveOthers, listOf, mapOf, textOf } from './record.ts'
import { importStorage, importUses, type Services } from './services.ts'

/** A component on its way into the new format; its image comes from the deployments. */
export type Imported = {
  readonly name: string
  readonly isPublished: boolean
  readonly value: PlainMap
  readonly path: readonly string[]
}

const known = [
  'name',
  'type',
  'ports',
  'uses-services',
  'uses-components',
  'storage',
  'resources',
  'user-env-vars',
  'publish-on-web',
  'sso-rijk',
]

/** The components by the name that they had. */
export function importComponents(components: Plain | undefined, services: Services): ReadonlyMap<string, Imported> {
  const entries = listOf(components).map((entry, index) => ({ map: mapOf(entry), path: ['components', String(index)] }))
  const names = new Map<string, string>()
  for (const { map, path } of entries) nameComponent(map, path, names, services)
  const called = new Set(entries.flatMap(({ map }) => listOf(map['uses-components']).map((one) => textOf(one) ?? '')))
  const imported = entries.flatMap(({ map, path }): readonly (readonly [string, Imported])[] => {
    const old = textOf(map['name']) ?? ''
    const name = names.get(old)
    if (name === undefined || services.account.left.some((left) => left.path.join('/') === path.join('/'))) return []
    return [[old, importComponent(map, path, name, names, called.has(old), services)]]
  })
  return new Map(imported)
}

function nameComponent(
  map: PlainMap,
  path: readonly string[],
  names: Map<string, string>,
  { account }: Services,
): void {
  const old = textOf(map['name'])
  const name = old === null || isName('component', old) ? old : nameLike(old, 30)
  if (old === null || name === null || name === '')
    return account.leave(path, 'The component has no name that could be kept.')
  if (names.has(old)) return account.leave(path, 'A component of this name stands before it; only that one counted.')
  if ([...names.values()].includes(name))
    return account.leave(path, `Its name would be "${name}", which another component has.`)
  names.set(old, name)
  const note = old === name ? null : `"${old}" is no name any more; it is "${name}" now.`
  account.carry([...path, 'name'], ['components', name], note)
}

function importComponent(
  map: PlainMap,
  path: readonly string[],
  name: string,
  names: ReadonlyMap<string, string>,
  isCalled: boolean,
  services: Services,
): Imported {
  const to = ['components', name]
  const mounts = importStorage(map['storage'], name, services, [...path, 'storage'])
  const hasStorage = Object.keys(mounts).length > 0
  const { uses, isPublished } = importUses(map['uses-services'], hasStorage, services, [...path, 'uses-services'], to)
  const port = importPort(map['ports'], isPublished || isCalled, services, path, to)
  const calls = importCalls(map['uses-components'], name, names, services, path)
  const resources = importResources(map['resources'], services, path, to)
  leaveRest(map, path, services)
  const allUses: readonly Plain[] = [...uses, ...calls.map((component) => ({ component }))]
  const value = {
    ...(port !== null && { port }),
    ...(isPublished && { publish: {} }),
    ...(allUses.length > 0 && { uses: allUses }),
    ...(hasStorage && { mounts }),
    ...(Object.keys(resources).length > 0 && { resources }),
  }
  return { name, isPublished, value, path }
}

/** The port that requests go to. Without one the older platform took 80. */
function importPort(
  ports: Plain | undefined,
  isNeeded: boolean,
  { account }: Services,
  path: readonly string[],
  to: readonly string[],
): number | null {
  const map = mapOf(ports)
  const inbound = listOf(map['inbound'])
  inbound.forEach((port, index) => {
    const from = [...path, 'ports', 'inbound', String(index)]
    if (index > 0)
      account.leave(from, 'Only the first port was ever used. Add it under `ports` with a name if it is needed.')
    else if (!isPort(port)) account.leave(from, `${JSON.stringify(port)} is no port.`)
    else account.carry(from, [...to, 'port'])
  })
  listOf(map['outbound']).forEach((_, index) => {
    const reason =
      'It named no destination and opened nothing. Add what the component has to reach under `egress`; all else is closed now.'
    account.leave([...path, 'ports', 'outbound', String(index)], reason)
  })
  leaveOthers(account, map, [...path, 'ports'], ['inbound', 'outbound'])
  const [first] = inbound
  if (isPort(first)) return first
  if (!isNeeded) return null
  account.carry([...path, 'uses-services'], [...to, 'port'], 'The file named no port, and the older platform took 80.')
  return 80
}

function importCalls(
  calls: Plain | undefined,
  name: string,
  names: ReadonlyMap<string, string>,
  { account }: Services,
  path: readonly string[],
): readonly string[] {
  const kept: string[] = []
  listOf(calls).forEach((entry, index) => {
    const from = [...path, 'uses-components', String(index)]
    const called = names.get(textOf(entry) ?? '')
    if (called === undefined) account.leave(from, 'There is no component of this name.')
    else if (called === name || kept.includes(called))
      account.leave(from, 'A component need not name itself, and another one only once.')
    else {
      kept.push(called)
      account.carry(
        from,
        ['components', name, 'uses'],
        'Components could always call each other; now only where it is said.',
      )
    }
  })
  return kept
}

function importResources(
  resources: Plain | undefined,
  { account }: Services,
  path: readonly string[],
  to: readonly string[],
): PlainMap {
  const map = mapOf(resources)
  leaveOthers(account, map, [...path, 'resources'], ['cpu', 'memory'])
  const checks = { cpu: explainCpu, memory: explainSize }
  const kept = (['cpu', 'memory'] as const).flatMap((key): readonly (readonly [string, string])[] => {
    const text = textOf(map[key])
    const from = [...path, 'resources', key]
    if (map[key] === undefined) return []
    if (text === null || checks[key](text) !== null) {
      account.leave(from, `${JSON.stringify(map[key])} is no amount of ${key}.`)
      return []
    }
    account.carry(from, [...to, 'resources', key], 'It was shown and not applied before; now it is applied.')
    return [[key, text]]
  })
  return Object.fromEntries(kept)
}

function leaveRest(map: PlainMap, path: readonly string[], { account }: Services): void {
  const reasons: Readonly<Record<string, string>> = {
    type: 'Every component runs the same way; its type was never read.',
    'user-env-vars':
      'The values are sealed for the older platform and cannot be read. Set them again, as `env` or as secrets.',
    'publish-on-web': 'The flag was no longer read; `uses-services` decided.',
    'sso-rijk': 'The flag was no longer read; `uses-services` decided.',
  }
  for (const [key, reason] of Object.entries(reasons)) {
    if (map[key] !== undefined) account.leave([...path, key], reason)
  }
  leaveOthers(account, map, path, known)
}

function isPort(value: Plain | undefined): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65535
}
