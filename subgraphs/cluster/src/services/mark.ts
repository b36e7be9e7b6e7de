import { z } from 'zod'
import type { DeploymentRef } from '@operations-manager/schema/ids/global-id.ts'

/** Whose something is, as written on everything that we make outside. */
export type Owner = {
  readonly installation: string
  readonly cluster: string
  readonly project: string
  /** Empty for what belongs to the project as a whole. */
  readonly deployment: string
  /** Empty for what belongs to the deployment as a whole. */
  readonly service: string
}

/** An owner with what has to survive the loss of everything else. */
export type Mark = Owner & {
  /** For which request its credentials were issued; empty where it has none. */
  readonly issue: string
  /** Until when a removal keeps it, as an ISO time; `null`: in use. */
  readonly retainedUntil: string | null
}

export function ownerOf(installation: string, ref: DeploymentRef, service: string): Owner {
  const { cluster, project, deployment } = ref
  return { installation, cluster, project, deployment, service }
}

export function isSameOwner(a: Owner, b: Owner): boolean {
  return ownerKeys.every((key) => a[key] === b[key])
}

const ownerKeys = ['installation', 'cluster', 'project', 'deployment', 'service'] as const

const prefix = 'operations-manager '

/** A mark as one line of text, for comments. It begins with its owner, so that it can be searched for. */
export function markText(mark: Mark): string {
  return prefix + JSON.stringify([...ownerKeys.map((key) => mark[key]), mark.issue, mark.retainedUntil])
}

/** What every mark of an owner begins with. */
export function ownerText(owner: Owner): string {
  return beginning(ownerKeys.map((key) => owner[key]))
}

/** What every mark of an installation in a cluster begins with. */
export function clusterText({ installation, cluster }: Pick<Owner, 'installation' | 'cluster'>): string {
  return beginning([installation, cluster])
}

function beginning(parts: readonly string[]): string {
  return `${prefix}${JSON.stringify(parts).slice(0, -1)},`
}

const MarkText = z.tuple([
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.string().nullable(),
])

/** Reads a mark back; `null` for every text that is none: what carries it is not ours. */
export function parseMarkText(text: string | null): Mark | null {
  if (text === null || !text.startsWith(prefix)) return null
  const parsed = MarkText.safeParse(parseJson(text.slice(prefix.length)))
  if (!parsed.success) return null
  const [installation, cluster, project, deployment, service, issue, retainedUntil] = parsed.data
  return { installation, cluster, project, deployment, service, issue, retainedUntil }
}

/** A mark as names and values, for tags and attributes. Empty values are left out: some servers drop them. */
export function markEntries(mark: Mark): Readonly<Record<string, string>> {
  const entries = [...ownerKeys, 'issue', 'retainedUntil'] as const
  return Object.fromEntries(
    entries.flatMap((key) => {
      const value = mark[key]
      return value === null || value === '' ? [] : [[`${entryPrefix}${key}`, value]]
    }),
  )
}

const entryPrefix = 'operations-manager.'

/** Whether a tag or attribute is part of a mark. */
export function isMarkKey(key: string): boolean {
  return key.startsWith(entryPrefix)
}

/** Reads a mark back from names and values among others. */
export function parseMarkEntries(entries: Readonly<Record<string, string>>): Mark | null {
  const read = (key: string): string => entries[entryPrefix + key] ?? ''
  if (read('installation') === '' || read('cluster') === '') return null
  return {
    installation: read('installation'),
    cluster: read('cluster'),
    project: read('project'),
    deployment: read('deployment'),
    service: read('service'),
    issue: read('issue'),
    retainedUntil: read('retainedUntil') === '' ? null : read('retainedUntil'),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // no JSON, so no mark of ours
  }
}
