/** A project file like most are: a published component with four kinds of service, in these deployments. */
export function projectFileOf(name: string, cluster: string, deployments: readonly string[]): string {
  return `apiVersion: operations-manager/v1
name: ${name}
displayName: Project ${name}
members:
  - { email: alice@example.org, role: owner }
  - { email: bob@example.org, role: developer }
services:
  uploads: { type: object-storage }
  signin: { type: single-sign-on }
  archive: { type: volume, size: 1Gi }
  cache: { type: scratch, size: 100Mi }
components:
  web:
    image: registry.example.org/${name}/web:1.4.0
    port: 8080
    publish: {}
    uses: [uploads, signin]
    mounts: { archive: /data, cache: /tmp }
deployments:
${deployments.map((deployment) => `  ${deployment}: { cluster: ${cluster} }`).join('\n')}
`
}
