import type { Caller } from '@operations-manager/runtime/caller/caller.ts'
import { stringify } from 'yaml'
import { ask } from './client.ts'
import type { TestRegistry } from './registry.ts'

/** A valid project file with one component, one database and one deployment; every part can be replaced. */
export function aFile(more: Record<string, unknown> & { name: string }): string {
  return stringify({
    apiVersion: 'operations-manager/v1',
    displayName: 'A shop',
    members: [{ email: 'alice@example.org', role: 'owner' }],
    services: { orders: { type: 'postgresql' } },
    components: { web: { image: 'ghcr.io/example/web:1.0.0', port: 8080, uses: ['orders'], env: { LOG: 'info' } } },
    deployments: { production: { cluster: 'cluster-a' } },
    ...more,
  })
}

const changeFields = `
  operation { id kind state revision project { name } targets { name generation state deployment { id } } }
  project { name revision displayName file }
  problems { __typename code message path ... on DataLossProblem { what confirm } ... on InUseProblem { usedBy }
    ... on ConflictProblem { currentRevision differences { path kind before after } } }
  notices { code message }
  differences { path kind before after }
  targets { deployment effect steps }
  clientMutationId
`

// oxlint-disable-next-line typescript/no-explicit-any -- the shape of an answer is what each test says
export type Payload = any

/** Runs a mutation of a project and gives its payload; a top-level error fails the test. */
export async function change(
  registry: TestRegistry,
  caller: Caller,
  mutation: string,
  input: Record<string, unknown>,
): Promise<Payload> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`
  const answer = await ask(
    registry,
    caller,
    `mutation ($input: ${type}) { payload: ${mutation}(input: $input) { ${changeFields} } }`,
    { input },
  )
  if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors))
  return answer.data.payload
}

/** Applies a whole project file. */
export function apply(
  registry: TestRegistry,
  caller: Caller,
  file: string,
  more: Record<string, unknown> = {},
): Promise<Payload> {
  return change(registry, caller, 'applyProjectFile', { file, ...more })
}
