import type { Notice } from '../problems/notice.ts'
import type { Problem } from '../problems/problem.ts'
import type { Catalogue } from '../services/service-type.ts'
import { allowedComponents } from './cluster-rules/components.ts'
import { shrunkSettings } from './cluster-rules/shrinking.ts'
import { ownHosts } from './cluster-rules/hosts.ts'
import { offeredServices } from './cluster-rules/services.ts'
import { targetOf, type ClusterRule, type ClusterView } from './cluster-rules/target.ts'
import { pathKey, type Finding, type Path, type Remark } from './finding.ts'
import type { ProjectFile } from './model.ts'
import { placed, placedNotice, type ProjectFileSource } from './read.ts'
import { nearest, offer } from './suggest.ts'

export type { ClusterView } from './cluster-rules/target.ts'

export type ClusterCheck = {
  /** The last accepted file; null for a new project. */
  readonly previous: ProjectFile | null
  /** Every cluster that is or was registered, by name. */
  readonly clusters: ReadonlyMap<string, ClusterView>
  readonly catalogue: Catalogue
  /** Where the file was read from, for lines and columns. */
  readonly source?: ProjectFileSource
}

type Result = ReturnType<ClusterRule>

const rules: readonly ClusterRule[] = [offeredServices, allowedComponents, ownHosts]

/**
 * Compares a file with what its clusters are and offer. What was accepted before and is unchanged is not refused when
 * a cluster goes or offers less later: otherwise nobody could change anything else. It is a notice then.
 */
export function checkAgainstClusters(
  file: ProjectFile,
  check: ClusterCheck,
): { readonly problems: readonly Problem[]; readonly notices: readonly Notice[] } {
  const results = Object.keys(file.deployments).map((name) => ofDeployment(file, name, check))
  const findings = unique(results.flatMap((result) => result.findings))
  const remarks = unique(results.flatMap((result) => result.remarks))
  const places = check.source?.places ?? { of: () => ({ line: null, column: null }) }
  return {
    problems: findings.map((finding) => placed(finding, places)),
    notices: remarks.map((remark) => placedNotice(remark, places)),
  }
}

function ofDeployment(file: ProjectFile, name: string, check: ClusterCheck): Result {
  const cluster = file.deployments[name]?.cluster ?? ''
  const before = previousCluster(check.previous, name)
  if (before !== null && before !== cluster) return refused(moved(name, before, cluster))
  const isNew = before === null
  const shrinking = shrunkSettings(file, name, check)
  if (shrinking.length > 0) return { findings: shrinking, remarks: [] }
  const view = check.clusters.get(cluster)
  if (view === undefined || !view.available)
    return isNew ? refused(unknown(name, cluster, check)) : remarked(gone(name, cluster))
  if (view.draining && isNew) return refused(draining(name, cluster, check))
  const closing = view.draining ? [closingRemark(name, cluster)] : []
  if (view.profile === null) return { findings: [], remarks: [...closing, notSeen(name, cluster)] }
  const { findings, remarks } = byProfile(file, name, view.profile, check)
  return { findings, remarks: [...closing, ...remarks] }
}

function byProfile(
  file: ProjectFile,
  name: string,
  profile: NonNullable<ClusterView['profile']>,
  { catalogue, previous }: ClusterCheck,
): Result {
  const now = run(file, name, profile, catalogue)
  const then = previous === null ? null : run(previous, name, profile, catalogue)
  const accepted = new Set(then?.findings.map(keyOf))
  const remarks = now.findings
    .filter((finding) => accepted.has(keyOf(finding)))
    .map(({ path, message, at }): Remark => {
      const text = `${message} It was accepted before, so it stays until it is changed.`
      return { code: 'CLUSTER_OFFERS_LESS', path, message: text, ...(at && { at }) }
    })
  return {
    findings: now.findings.filter((finding) => !accepted.has(keyOf(finding))),
    remarks: [...remarks, ...now.remarks],
  }
}

function run(
  file: ProjectFile,
  name: string,
  profile: NonNullable<ClusterView['profile']>,
  catalogue: Catalogue,
): Result {
  const target = targetOf(file, name, profile, catalogue)
  const results = target === null ? [] : rules.map((rule) => rule(target))
  return {
    findings: results.flatMap((result) => result.findings),
    remarks: results.flatMap((result) => result.remarks),
  }
}

function previousCluster(previous: ProjectFile | null, name: string): string | null {
  if (previous === null || !Object.hasOwn(previous.deployments, name)) return null
  return previous.deployments[name]?.cluster ?? null
}

function moved(name: string, before: string, cluster: string): Finding {
  const message = `The deployment "${name}" is in the cluster "${before}" and cannot move to "${cluster}": its data would stay behind. Keep \`cluster: ${before}\`, and add another deployment in "${cluster}".`
  return {
    code: 'CLUSTER_FIXED',
    path: clusterPath(name),
    message,
    validValues: [before],
    remedies: [{ title: 'Add another deployment', mutation: 'putDeployment', input: { values: { cluster } } }],
  }
}

function unknown(name: string, cluster: string, check: ClusterCheck): Finding {
  const valid = openClusters(check)
  const message = `No cluster "${cluster}" is available to this project. ${offer(cluster, valid, 'cluster')}`
  return { code: 'CLUSTER_UNKNOWN', path: clusterPath(name), message, validValues: nearest(cluster, valid).ordered }
}

function draining(name: string, cluster: string, check: ClusterCheck): Finding {
  const valid = openClusters(check)
  const message = `The cluster "${cluster}" takes no new deployments. ${offer(cluster, valid, 'cluster')}`
  return { code: 'CLUSTER_DRAINING', path: clusterPath(name), message, validValues: nearest(cluster, valid).ordered }
}

function gone(name: string, cluster: string): Remark {
  const message = `The cluster "${cluster}" of the deployment "${name}" was removed, or is no longer open to this project. Changes do not reach the deployment; remove it, or ask the operators.`
  return { code: 'CLUSTER_GONE', path: clusterPath(name), message }
}

function closingRemark(name: string, cluster: string): Remark {
  const message = `The cluster "${cluster}" of the deployment "${name}" takes no new deployments, so it may be removed one day.`
  return { code: 'CLUSTER_DRAINING', path: clusterPath(name), message }
}

function notSeen(name: string, cluster: string): Remark {
  const message = `The cluster "${cluster}" never reported what it offers, so the deployment "${name}" was not checked against the cluster. It may refuse something later.`
  return { code: 'CLUSTER_NOT_SEEN', path: clusterPath(name), message }
}

function openClusters({ clusters }: ClusterCheck): readonly string[] {
  return [...clusters].filter(([, { available, draining }]) => available && !draining).map(([name]) => name)
}

function clusterPath(name: string): Path {
  return ['deployments', name, 'cluster']
}

function refused(finding: Finding): Result {
  return { findings: [finding], remarks: [] }
}

function remarked(remark: Remark): Result {
  return { findings: [], remarks: [remark] }
}

// The message names every amount that was asked for, so something that changed is something else.
function keyOf({ code, path, message }: Finding | Remark): string {
  return `${code} ${pathKey(path)} ${message}`
}

function unique<T extends Finding | Remark>(all: readonly T[]): readonly T[] {
  return [...new Map(all.map((one) => [keyOf(one), one])).values()]
}
