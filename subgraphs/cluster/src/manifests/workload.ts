import type {
  V1Deployment,
  V1Ingress,
  V1PodDisruptionBudget,
  V1Service,
  V2HorizontalPodAutoscaler,
} from '@kubernetes/client-node'
import { objectNames } from '@operations-manager/schema/names/names.ts'
import { hostOf } from '@operations-manager/schema/resolve/hosts.ts'
import type { ComponentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import type { KubernetesObject } from '../ports/kubernetes.ts'
import { hashOf } from './canonical.ts'
import { labels } from './mark.ts'
import { componentOf, finished, metaOf, type ManifestInput } from './meta.ts'
import { podTemplate, type Injection } from './pod.ts'

export type WorkloadInput = ManifestInput & {
  readonly injection: Injection
  /** When somebody last asked for new pods of this component. */
  readonly restartedAt: string | null
}

/** Everything that keeps a component running and reachable. */
export function workloadObjects(input: WorkloadInput, component: string): readonly KubernetesObject[] {
  const spec = componentOf(input.spec, component)
  return [
    deployment(input, component, spec),
    ...(spec.ports.length === 0 ? [] : [service(input, component, spec)]),
    ...(spec.publish?.hosts ?? []).map((host) => ingress(input, component, hostOf(host, input.settings))),
    ...((spec.autoscale?.min ?? spec.replicas) >= 2 ? [budget(input, component)] : []),
    ...(spec.autoscale === null ? [] : [autoscaler(input, component, spec.autoscale)]),
  ]
}

function deployment(input: WorkloadInput, component: string, spec: ComponentSpec): KubernetesObject {
  return finished({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metaOf(input.spec, 'workload', objectNames.component(component), component),
    spec: {
      // With an autoscaler the number is its affair; naming it here would set it back at each apply.
      ...(spec.autoscale === null && { replicas: spec.replicas }),
      revisionHistoryLimit: 3,
      progressDeadlineSeconds: Math.max(30, spec.health.deadlineSeconds ?? 600),
      strategy: isExclusive(input, spec)
        ? { type: 'Recreate' }
        : { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
      selector: { matchLabels: { [labels.component]: component } },
      template: podTemplate(input, component, input.injection, input.restartedAt),
    },
  } satisfies V1Deployment)
}

/** Whether only one pod at a time may have a mounted volume, so the old pod has to stop before the new one starts. */
function isExclusive({ spec, catalogue, offers }: ManifestInput, { mounts }: ComponentSpec): boolean {
  return mounts.some(({ service }) => {
    const declared = spec.services[service]
    const type = catalogue.get(declared?.type ?? '')
    return declared !== undefined && type?.exclusive(declared.settings, offers[declared.type] ?? null) === true
  })
}

function service(input: ManifestInput, component: string, { ports }: ComponentSpec): KubernetesObject {
  return finished({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metaOf(input.spec, 'workload', objectNames.component(component), component),
    spec: {
      selector: { [labels.component]: component },
      ports: ports.map(({ name, port, protocol }) => ({ name, port, targetPort: port, protocol })),
    },
  } satisfies V1Service)
}

/** Label value by which a host's Ingresses are found; hosts may be longer than a label. */
export function hostMark(host: string): string {
  return hashOf(host)
}

function ingress(input: ManifestInput, component: string, host: string): KubernetesObject {
  const { ingress: settings, scheme } = input.settings
  const { publish, ports } = componentOf(input.spec, component)
  const meta = metaOf(input.spec, 'workload', objectNames.ingress(component, host), component)
  const port = ports.find(({ name }) => name === publish?.port)?.port ?? 80
  const strips = publish?.stripPath === true && publish.path !== '/' && settings.stripPath === 'nginx'
  const path = publish?.path ?? '/'
  return finished({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      ...meta,
      labels: { ...meta.labels, [labels.host]: hostMark(host) },
      annotations: {
        ...settings.annotations,
        ...(scheme === 'https' &&
          settings.tlsIssuer !== null && { 'cert-manager.io/cluster-issuer': settings.tlsIssuer }),
        ...(strips && {
          'nginx.ingress.kubernetes.io/use-regex': 'true',
          'nginx.ingress.kubernetes.io/rewrite-target': '/$2',
        }),
        ...meta.annotations,
      },
    },
    spec: {
      ...(settings.className !== null && { ingressClassName: settings.className }),
      ...(scheme === 'https' && { tls: [{ hosts: [host], secretName: `tls-${meta.name}`.slice(0, 63) }] }),
      rules: [
        {
          host,
          http: {
            paths: [
              {
                path: strips ? `${path.replace(/\/+$/, '')}(/|$)(.*)` : path,
                pathType: strips ? 'ImplementationSpecific' : 'Prefix',
                backend: { service: { name: objectNames.component(component), port: { number: port } } },
              },
            ],
          },
        },
      ],
    },
  } satisfies V1Ingress)
}

function budget(input: ManifestInput, component: string): KubernetesObject {
  return finished({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metaOf(input.spec, 'workload', objectNames.component(component), component),
    spec: { maxUnavailable: 1, selector: { matchLabels: { [labels.component]: component } } },
  } satisfies V1PodDisruptionBudget)
}

function autoscaler(
  input: ManifestInput,
  component: string,
  { min, max, cpu }: NonNullable<ComponentSpec['autoscale']>,
): KubernetesObject {
  const name = objectNames.component(component)
  return finished({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: metaOf(input.spec, 'workload', name, component),
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      minReplicas: min,
      maxReplicas: max,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: cpu } } },
      ],
    },
  } satisfies V2HorizontalPodAutoscaler)
}
