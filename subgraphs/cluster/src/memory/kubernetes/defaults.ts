import type { KubernetesObject } from '../../ports/kubernetes.ts'
import { isObject, withDefaults } from './merge.ts'

type Fields = Readonly<Record<string, unknown>>

/** What the API server fills in, so that code which compares has to get by with it, as with the real one. */
export function defaulted(object: KubernetesObject): KubernetesObject {
  const fill = byKind[object.kind]
  return fill === undefined ? object : { ...object, ...fill(object) }
}

const byKind: Readonly<Record<string, (object: KubernetesObject) => Fields>> = {
  Deployment: ({ spec }) => ({
    spec: template(
      withDefaults(asObject(spec), {
        replicas: 1,
        progressDeadlineSeconds: 600,
        revisionHistoryLimit: 10,
        strategy: rollingUpdate(asObject(spec)),
      }),
    ),
  }),
  Job: ({ spec }) => ({
    spec: template(
      withDefaults(asObject(spec), {
        backoffLimit: 6,
        completions: 1,
        parallelism: 1,
        completionMode: 'NonIndexed',
        suspend: false,
        podReplacementPolicy: 'TerminatingOrFailed',
      }),
    ),
  }),
  Service: ({ spec }) => ({ spec: service(asObject(spec)) }),
  Secret: (object) => ({ type: object['type'] ?? 'Opaque' }),
  PersistentVolumeClaim: ({ spec }) => ({ spec: withDefaults(asObject(spec), { volumeMode: 'Filesystem' }) }),
  NetworkPolicy: ({ spec }) => ({ spec: networkPolicy(asObject(spec)) }),
  Namespace: (object) => ({
    spec: withDefaults(asObject(object['spec']), { finalizers: ['kubernetes'] }),
    status: object['status'] ?? { phase: 'Active' },
    metadata: {
      ...object.metadata,
      labels: { ...object.metadata.labels, 'kubernetes.io/metadata.name': object.metadata.name },
    },
  }),
}

function rollingUpdate(spec: Fields): Fields {
  const strategy = asObject(spec['strategy'])
  if (strategy['type'] === 'Recreate') return { type: 'Recreate' }
  return { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } }
}

function template(spec: Fields): Fields {
  const pod = asObject(spec['template'])
  return { ...spec, template: { ...pod, spec: podDefaults(asObject(pod['spec'])) } }
}

/** The defaults of a pod's spec. */
export function podDefaults(spec: Fields): Fields {
  const filled = withDefaults(spec, {
    restartPolicy: 'Always',
    dnsPolicy: 'ClusterFirst',
    schedulerName: 'default-scheduler',
    terminationGracePeriodSeconds: 30,
    securityContext: {},
  })
  return {
    ...filled,
    containers: asList(spec['containers']).map(container),
    ...(spec['initContainers'] === undefined ? {} : { initContainers: asList(spec['initContainers']).map(container) }),
    ...(spec['volumes'] === undefined ? {} : { volumes: asList(spec['volumes']).map(volume) }),
    ...(spec['serviceAccountName'] === undefined ? {} : { serviceAccount: spec['serviceAccountName'] }),
  }
}

function container(given: Fields): Fields {
  const image = typeof given['image'] === 'string' ? given['image'] : ''
  const unpinned = !image.includes('@') && (!/:[^/]+$/.test(image) || image.endsWith(':latest'))
  const filled = withDefaults(given, {
    imagePullPolicy: unpinned ? 'Always' : 'IfNotPresent',
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    resources: {},
  })
  const probes = ['startupProbe', 'readinessProbe', 'livenessProbe'].flatMap((key) =>
    given[key] === undefined ? [] : [[key, probe(asObject(given[key]))] as const],
  )
  return {
    ...filled,
    ...(given['ports'] === undefined
      ? {}
      : { ports: asList(given['ports']).map((port) => ({ protocol: 'TCP', ...port })) }),
    ...Object.fromEntries(probes),
  }
}

function probe(given: Fields): Fields {
  const filled = withDefaults(given, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 })
  const http = given['httpGet']
  return isObject(http) ? { ...filled, httpGet: { scheme: 'HTTP', ...http } } : filled
}

function volume(given: Fields): Fields {
  const secret = given['secret']
  return isObject(secret) ? { ...given, secret: { defaultMode: 420, ...secret } } : given
}

function service(spec: Fields): Fields {
  return {
    ...withDefaults(spec, {
      type: 'ClusterIP',
      sessionAffinity: 'None',
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      internalTrafficPolicy: 'Cluster',
    }),
    ports: asList(spec['ports']).map((port) => ({ protocol: 'TCP', targetPort: port['port'], ...port })),
  }
}

function networkPolicy(spec: Fields): Fields {
  const rules = (key: string): Fields =>
    spec[key] === undefined
      ? {}
      : {
          [key]: asList(spec[key]).map((rule) =>
            rule['ports'] === undefined
              ? rule
              : { ...rule, ports: asList(rule['ports']).map((port) => ({ protocol: 'TCP', ...port })) },
          ),
        }
  const types = ['Ingress', ...(spec['egress'] === undefined ? [] : ['Egress'])]
  return { ...withDefaults(spec, { policyTypes: types }), ...rules('ingress'), ...rules('egress') }
}

function asObject(value: unknown): Fields {
  return isObject(value) ? value : {}
}

function asList(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(asObject) : []
}
