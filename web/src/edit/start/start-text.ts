import type { Plain } from '@operations-manager/schema/project-file/edit/plain.ts'
import type { EditorSourcesFragment } from '../../../generated/graph.ts'
import { withEdit } from '../document/document.ts'
import type { Path } from '../document/value.ts'
import { firstCluster } from '../schema/new-entry.ts'

/** What a new project begins with, whatever it becomes. */
const blank = `apiVersion: operations-manager/v1
name: my-app
members:
  - email: owner@example.org
    role: owner
`

/** A web application with all that one usually needs. The image is a real one that runs as no root and answers. */
const webApplication = `apiVersion: operations-manager/v1
name: my-app
displayName: My application
members:
  - email: owner@example.org
    role: owner
services:
  database: { type: postgresql }
  files: { type: object-storage }
  signin: { type: single-sign-on }
components:
  web:
    image: docker.io/nginxinc/nginx-unprivileged:1.29
    port: 8080
    publish: { path: / }
    uses: [database, files, signin]
    env:
      LOG_LEVEL: info
    health: { path: / }
    replicas: 1
`

/** A project of this name with nothing in it but its owner. */
export function blankText(name: string, owner: string): string {
  return filled(blank, [
    [['name'], name],
    [['members', '0', 'email'], owner],
  ])
}

/** A web application with database, bucket and sign-in, in the first cluster that takes it. */
export function templateText(owner: string, { clusters }: Pick<EditorSourcesFragment, 'clusters'>): string {
  return filled(webApplication, [
    [['members', '0', 'email'], owner],
    [['deployments'], { production: { cluster: firstCluster(clusters) } }],
  ])
}

function filled(text: string, values: readonly (readonly [Path, Plain])[]): string {
  return values.reduce((now, [path, value]) => withEdit(now, path, value) ?? now, text)
}
