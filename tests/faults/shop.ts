/** A small project with every kind of thing that is set up: databases, buckets, sign-in, volumes and an address. */
export function shopFile(
  name: string,
  deployments: Readonly<Record<string, string>> = { production: 'cluster-a' },
): string {
  const places = Object.entries(deployments).map(([deployment, cluster]) => `  ${deployment}: { cluster: ${cluster} }`)
  return `apiVersion: operations-manager/v1
name: ${name}
displayName: ${name}
members:
  - { email: alice@example.org, role: owner }
services:
  orders: { type: postgresql }
  uploads: { type: object-storage }
  signin: { type: single-sign-on }
  archive: { type: volume, size: 1Gi }
components:
  web:
    image: ghcr.io/example/shop:1.0.0
    port: 8080
    publish: { path: / }
    uses: [orders, uploads, signin]
    mounts: { archive: /data }
deployments:
${places.join('\n')}
`
}

/** A project of one component that stands nowhere yet: changes of it are commits and nothing else. */
export function draftFile(name: string): string {
  return `apiVersion: operations-manager/v1
name: ${name}
displayName: ${name}
members:
  - { email: alice@example.org, role: owner }
components:
  web:
    image: ghcr.io/example/shop:1.0.0
    port: 8080
`
}

/** A project of one component in these clusters, which needs no service and is soon ready. */
export function plainFile(name: string, deployments: Readonly<Record<string, string>>): string {
  const places = Object.entries(deployments).map(([deployment, cluster]) => `  ${deployment}: { cluster: ${cluster} }`)
  return `${draftFile(name)}deployments:\n${places.join('\n')}\n`
}
