import type { V1ClusterRole, V1ConfigMap, V1Deployment, V1Service } from '@kubernetes/client-node'
import type { Api } from '../kubernetes/api.ts'
import type { ClusterNetwork } from '../kubernetes/network.ts'
import { eventually } from '../run/eventually.ts'
import { nameServerImage } from '../images/images.ts'

const name = 'coredns'
const namespace = 'kube-system'
const startLimitMs = 180_000
const labels = { 'k8s-app': 'kube-dns' }

/** Runs CoreDNS as pods of the cluster, where the rules of most clusters expect the name server. */
export async function startNameServer(api: Api, network: ClusterNetwork): Promise<void> {
  const metadata = { name, namespace }
  await Promise.all([
    api.core.createNamespacedServiceAccount({ namespace, body: { metadata } }),
    api.rbac.createClusterRole({ body: role }),
    api.rbac.createClusterRoleBinding({
      body: {
        metadata: { name },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
        subjects: [{ kind: 'ServiceAccount', name, namespace }],
      },
    }),
    api.core.createNamespacedConfigMap({ namespace, body: configuration }),
    api.core.createNamespacedService({ namespace, body: serviceOf(network) }),
  ])
  await api.apps.createNamespacedDeployment({ namespace, body: deployment })
}

/** Returns when the cluster's names can be looked up. */
export async function untilNamesAreKnown(api: Api): Promise<void> {
  await eventually('the name server is ready', startLimitMs, async () => {
    const { status } = await api.apps.readNamespacedDeployment({ name, namespace })
    return status?.availableReplicas === 1
  })
}

const role: V1ClusterRole = {
  metadata: { name },
  rules: [
    { apiGroups: [''], resources: ['services', 'pods', 'namespaces'], verbs: ['list', 'watch'] },
    { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list', 'watch'] },
  ],
}

// Constant text. Names outside of the cluster do not exist: a test must not depend on what the machine can look up.
const corefile = `.:53 {
  errors
  ready :8181
  kubernetes cluster.local in-addr.arpa
  template ANY ANY {
    rcode NXDOMAIN
  }
}
`

const configuration: V1ConfigMap = { metadata: { name, namespace }, data: { Corefile: corefile } }

function serviceOf({ dns }: ClusterNetwork): V1Service {
  return {
    metadata: { name: 'kube-dns', namespace, labels },
    spec: {
      clusterIP: dns,
      selector: labels,
      ports: [
        { name: 'dns', port: 53, protocol: 'UDP' },
        { name: 'dns-tcp', port: 53, protocol: 'TCP' },
      ],
    },
  }
}

const deployment: V1Deployment = {
  metadata: { name, namespace, labels },
  spec: {
    replicas: 1,
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        serviceAccountName: name,
        dnsPolicy: 'Default',
        containers: [
          {
            name,
            image: nameServerImage,
            imagePullPolicy: 'Never',
            args: ['-conf', '/etc/coredns/Corefile'],
            ports: [{ containerPort: 53, protocol: 'UDP' }],
            readinessProbe: { httpGet: { path: '/ready', port: 8181 }, periodSeconds: 1 },
            securityContext: {
              allowPrivilegeEscalation: false,
              readOnlyRootFilesystem: true,
              capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
            },
            volumeMounts: [{ name: 'configuration', mountPath: '/etc/coredns', readOnly: true }],
          },
        ],
        volumes: [{ name: 'configuration', configMap: { name } }],
      },
    },
  },
}
