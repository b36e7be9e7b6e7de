import type { Problem } from '../problems/problem.ts'
import { problem } from '../problems/problem.ts'
import type { Catalogue } from '../services/service-type.ts'
import { isPlainList, isPlainMap, type Plain, type PlainMap } from './edit/plain.ts'
import { blockLines } from './edit/render.ts'
import { pathKey } from './finding.ts'
import { isOlderFormat } from './format-version.ts'
import { apiVersion } from './model.ts'
import { isName, nameLike } from './names.ts'
import { importComponents } from './older-format/components.ts'
import { importDeployments } from './older-format/deployments.ts'
import { importMembers } from './older-format/members.ts'
import { Account, leaveOthers, listOf, mapOf, textOf, type Carried, type Left } from './older-format/record.ts'
import { readProjectFile } from './read.ts'
import { readYaml } from './yaml/read-yaml.ts'

/** A file of the older format in the new one. Every key of it is in `mapped` or in `notCarriedOver`. */
export type OlderImport = {
  /** True if the new file is valid as it stands. */
  readonly ok: boolean
  /** The new file; null if the older one could not be read at all. */
  readonly text: string | null
  readonly mapped: readonly Carried[]
  readonly notCarriedOver: readonly Left[]
  /** What is wrong with the older file, or with the new one; places are those of the file that is wrong. */
  readonly problems: readonly Problem[]
}

const known = [
  'name',
  'display-name',
  'description',
  'clusters',
  'services',
  'config',
  'repositories',
  'users',
  'components',
  'deployments',
]

/** Imports a project file of the older format. */
export function importOlderFormat(text: string, catalogue: Catalogue): OlderImport {
  const { file, problems } = readYaml(text)
  if (file === null || problems.length > 0) return refused(problems)
  if (!isOlderFormat(file.value)) {
    const message =
      'This is no file of the older format: it has none of its lists (`components`, `deployments`). If it has an `apiVersion`, apply it as it is.'
    return refused([problem('FORMAT_VERSION', message, { line: 1, column: 1 })])
  }
  const account = new Account()
  const value = translate(mapOf(file.value as Plain), account, (path) => file.places.written(path)) // what YAML can hold
  leaveUnaccounted(file.value as Plain, account)
  const result = `${blockLines(value, 0, []).join('\n')}\n`
  const read = readProjectFile(result, catalogue)
  return {
    ok: read.ok,
    text: result,
    mapped: account.carried,
    notCarriedOver: account.left,
    problems: read.ok ? [] : read.problems,
  }
}

function translate(older: PlainMap, account: Account, written: (path: readonly string[]) => string | null): PlainMap {
  const name = importName(older, account)
  const [displayName, description] = [textOf(older['display-name']), textOf(older['description'])]
  if (displayName !== null) account.carry(['display-name'], ['displayName'])
  if (description !== null) account.carry(['description'], ['description'])
  const members = importMembers(older['users'], account)
  const services = new Map<string, Plain>()
  const components = importComponents(older['components'], { all: services, account })
  const clusters = listOf(older['clusters'])
  const defaultCluster = clusters.length === 1 ? textOf(clusters[0]) : null
  const imported = importDeployments(older['deployments'], {
    project: name,
    components,
    defaultCluster,
    account,
    written,
  })
  leaveTop(older, account)
  const running = [...components].flatMap(
    ([old, { name: component, value, path }]): readonly (readonly [string, Plain])[] => {
      const image = imported.images.get(old)
      if (image !== undefined) return [[component, { image, ...value }]]
      account.leave(path, 'No deployment runs the component, so its image is not known.')
      return []
    },
  )
  const kept = new Set(running.map(([component]) => component))
  return {
    apiVersion,
    name,
    ...(displayName !== null && { displayName }),
    ...(description !== null && { description }),
    members: [...members],
    ...(services.size > 0 && { services: Object.fromEntries(services) }),
    components: Object.fromEntries(running.map(([component, value]) => [component, withoutCallsTo(value, kept)])),
    deployments: Object.fromEntries(
      Object.entries(imported.deployments).map(([key, value]) => [key, withOnly(value, kept)]),
    ),
  }
}

function importName(older: PlainMap, account: Account): string {
  const old = textOf(older['name']) ?? ''
  const name = isName('project', old) ? old : nameLike(old, 30)
  const note = name === old ? null : `"${old}" is no name of a project any more; it is "${name}" now.`
  if (older['name'] !== undefined) account.carry(['name'], ['name'], note)
  return name
}

function leaveTop(older: PlainMap, account: Account): void {
  const lists: Readonly<Record<string, string>> = {
    clusters: 'Each deployment names its cluster; which ones a project may use is said at the cluster.',
    services: 'The list was only shown. Components say what they use.',
    repositories: 'Manifests are applied, and no longer written to a repository.',
  }
  for (const [key, reason] of Object.entries(lists)) if (older[key] !== undefined) account.leave([key], reason)
  const config: Readonly<Record<string, string>> = {
    'api-key': 'Keys of the older platform are not valid here. Create a token.',
    keycloak: 'Realms are made anew, and their administration belongs to the platform.',
  }
  const usual = 'Keys of the older platform are not used here: values are sealed for the clusters.'
  for (const key of Object.keys(mapOf(older['config']))) account.leave(['config', key], config[key] ?? usual)
  if (older['config'] !== undefined) account.leave(['config'], 'Nothing in it has a place in a project file.')
  leaveOthers(account, older, [], known)
}

// Whatever has a form that nobody expected was looked at by no one. Nothing is dropped in silence.
function leaveUnaccounted(older: Plain, account: Account): void {
  const carried = new Set(account.carried.map(({ from }) => pathKey(from)))
  const left = new Set(account.left.map(({ path }) => pathKey(path)))
  const isLeft = (path: readonly string[]) => path.some((_, index) => left.has(pathKey(path.slice(0, index + 1))))
  for (const path of leavesOf(older, [])) {
    if (!carried.has(pathKey(path)) && !isLeft(path))
      account.leave(path, 'It has a form that the older format does not know here.')
  }
}

function leavesOf(value: Plain, path: readonly string[]): readonly (readonly string[])[] {
  const entries = isPlainMap(value) || isPlainList(value) ? Object.entries(value) : []
  return entries.length === 0 ? [path] : entries.flatMap(([key, below]) => leavesOf(below, [...path, key]))
}

// A component without an image is left out, and so is what speaks of it.
function withoutCallsTo(value: Plain, kept: ReadonlySet<string>): Plain {
  const component = mapOf(value)
  const uses = listOf(component['uses']).filter((use) => {
    const called = textOf(mapOf(use)['component'])
    return called === null || kept.has(called)
  })
  const { uses: _, ...rest } = component
  return uses.length === 0 ? rest : { ...rest, uses }
}

function withOnly(value: Plain, kept: ReadonlySet<string>): Plain {
  const { components, ...rest } = mapOf(value)
  const left = Object.entries(mapOf(components)).filter(([name]) => kept.has(name))
  return left.length === 0 ? rest : { ...rest, components: Object.fromEntries(left) }
}

function refused(problems: readonly Problem[]): OlderImport {
  return { ok: false, text: null, mapped: [], notCarriedOver: [], problems }
}
