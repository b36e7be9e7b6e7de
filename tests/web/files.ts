/** A project that is soon ready: one component, and where it runs. */
export function smallFile(
  name: string,
  { deployments }: { readonly deployments: Readonly<Record<string, string>> } = { deployments: { live: 'cluster-a' } },
): string {
  const places = Object.entries(deployments).map(([deployment, cluster]) => `  ${deployment}: { cluster: ${cluster} }`)
  return `apiVersion: operations-manager/v1
name: ${name}
displayName: Small ${name}
members:
  - { email: alice@example.org, role: owner }
components:
  web:
    image: ghcr.io/example/small:1.0.0
    port: 8080
    publish: {}
deployments:
${places.join('\n')}
`
}

/** A project as large as a picture has to show: components that call each other and share services. It runs nowhere. */
export function largeFile(name: string, components: number): string {
  const parts = Array.from({ length: components }, (_, index) => {
    const uses = [
      `data-${index % 5}`,
      ...(index % 3 === 0 && index + 1 < components ? [`{ component: part-${index + 1} }`] : []),
    ]
    return `  part-${index}:
    image: ghcr.io/example/part-${index}:1.${index}.0
    port: 8080
    uses: [${uses.join(', ')}]`
  })
  const services = Array.from({ length: 5 }, (_, index) => `  data-${index}: { type: postgresql }`)
  return `apiVersion: operations-manager/v1
name: ${name}
displayName: Large ${name}
members:
  - { email: alice@example.org, role: owner }
services:
${services.join('\n')}
components:
${parts.join('\n')}
`
}

/** A project with a published component over a database. */
export function parkFile(name: string, image = 'ghcr.io/example/park-site:1.0.0'): string {
  return `apiVersion: operations-manager/v1
name: ${name}
displayName: Park ${name}
members:
  - email: alice@example.org
    role: owner
services:
  orders:
    type: postgresql
components:
  web:
    image: ${image}
    port: 8080
    publish: {}
    uses: [orders]
deployments:
  live:
    cluster: cluster-a
`
}
