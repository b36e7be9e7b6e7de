import type { V1ConfigMap, V1Job } from '@kubernetes/client-node'
import { objectNames } from '@operations-manager/schema/names/names.ts'
import type { KubernetesObject } from '../ports/kubernetes.ts'
import type { TrialPlan } from '../proofs/trial.ts'
import { annotations, labels, ownerLabels } from './mark.ts'
import { finished, metaOf, type ManifestInput } from './meta.ts'
import { standingPod, type Injection } from './pod.ts'
import { parseQuantity } from './quantity.ts'

export type ProofInput = ManifestInput & {
  readonly injection: Injection
  readonly plan: TrialPlan
  readonly round: number
  readonly image: string
}

/** Where the prober finds the component's variables, a file each. */
const variablesFolder = '/etc/operations-manager/variables'
/** As `deploy/images` lays out the image of the cluster backend. */
const command = ['/usr/local/bin/node', '/app/prober.js']
/** Longer than any trial has patience; then Kubernetes ends it. */
const deadlineSeconds = 120
/** Goes by itself where nobody takes it away any more. */
const keptSeconds = 600
/** A program that starts needs a processor for a moment, and hardly any of one that is asked for all the time. */
const requests = { cpu: '10m', memory: '48Mi' }
const limits = { cpu: '1', memory: '192Mi' }

/**
 * The Job whose pod stands where a component's pods stand: with their account, Secrets and trust, and of their labels
 * the one alone by which NetworkPolicies select them. The deadline of the pod itself keeps it out of the quota of the
 * namespace, which bounds what runs on and on: no workload ever misses what a proof uses.
 */
export function proofJob(input: ProofInput, component: string): KubernetesObject {
  const { spec, plan, round, image, injection } = input
  const name = objectNames.proof(component, `${plan.id}/${round}`)
  const meta = metaOf(spec, 'proof', name)
  const { pod, container } = standingPod(input)
  return finished({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      ...meta,
      labels: { ...meta.labels, [labels.network]: component },
      annotations: { ...meta.annotations, [annotations.plan]: plan.id, [annotations.round]: String(round) },
    },
    spec: {
      backoffLimit: 0,
      ttlSecondsAfterFinished: keptSeconds,
      template: {
        metadata: { labels: { ...ownerLabels(spec), [labels.part]: 'proof', [labels.network]: component } },
        spec: {
          ...pod,
          restartPolicy: 'Never',
          activeDeadlineSeconds: deadlineSeconds,
          terminationGracePeriodSeconds: 1,
          containers: [
            {
              ...container,
              image,
              command,
              env: [
                { name: 'TRIAL_PLAN', value: JSON.stringify(plan) },
                { name: 'VARIABLES_FOLDER', value: variablesFolder },
              ],
              resources: { requests, limits: bounded(limits, input.settings.limits.max) },
              volumeMounts: [
                ...(container.volumeMounts ?? []),
                { name: 'variables', mountPath: variablesFolder, readOnly: true },
              ],
            },
          ],
          volumes: [
            ...(pod.volumes ?? []),
            {
              name: 'variables',
              projected: {
                defaultMode: 0o444,
                sources: injection.secrets.map((secret) => ({ secret: { name: secret } })),
              },
            },
          ],
        },
      },
    },
  } satisfies V1Job)
}

/** What was seen, kept until something else is to be proved: it holds after a restart, and no pod has to stay for it. */
export function seenObject(
  { spec, plan, round }: Pick<ProofInput, 'spec' | 'plan' | 'round'>,
  component: string,
  seen: string,
): KubernetesObject {
  const meta = metaOf(spec, 'proof', objectNames.seen(component), component)
  return finished({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      ...meta,
      annotations: { ...meta.annotations, [annotations.plan]: plan.id, [annotations.round]: String(round) },
    },
    data: { seen },
  } satisfies V1ConfigMap)
}

/** Where a namespace allows less for a container, the prober makes do with that. */
function bounded(
  wished: Readonly<Record<'cpu' | 'memory', string>>,
  max: Readonly<Record<'cpu' | 'memory', string>> | null,
): Record<string, string> {
  const least = (name: 'cpu' | 'memory') =>
    max !== null && (parseQuantity(max[name]) ?? 0) < (parseQuantity(wished[name]) ?? 0) ? max[name] : wished[name]
  return { cpu: least('cpu'), memory: least('memory') }
}
