import { projectFileShape, type ProjectFile } from '../project-file/model.ts'
import { catalogue } from '../services/catalogue.ts'
import type { Catalogue } from '../services/service-type.ts'

/** For tests: a component as people write it. */
export function aComponent(overrides: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return { image: 'registry.example.org/shop/app:1.0', ...overrides }
}

/** For tests: a project file, given as people write it and read by the one shape. */
export function aProjectFile(
  overrides: Readonly<Record<string, unknown>> = {},
  types: Catalogue = catalogue,
): ProjectFile {
  return projectFileShape(types).parse({
    apiVersion: 'operations-manager/v1',
    name: 'webshop',
    members: [{ email: 'alice@example.org', role: 'owner' }],
    components: { web: aComponent() },
    deployments: { production: { cluster: 'cluster-a' } },
    ...overrides,
  })
}
