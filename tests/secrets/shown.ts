import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'

export const project = 'vault'

const problem = '{ code message path remedies { title mutation input } validValues }'
const step = `{ key title state message problem ${problem} proofs { tried seen } }`

const queries: Readonly<Record<string, string>> = {
  project: `{ project(name: "${project}") {
    displayName file description secrets { name } registries { name url username }
    notices { code message } components { name variables { name value } }
    history { nodes { message file differences { path before after } } }
  } }`,
  operations: `{ project(name: "${project}") { operations(first: 50) { nodes {
    kind state problems ${problem} waitingFor { message problem ${problem} } steps ${step}
    targets { name problems ${problem} waitingFor { message problem ${problem} } }
  } } } }`,
  deployment: `{ project(name: "${project}") { deployments {
    status { headline } addresses { url } notices orphaned { kind name }
    live {
      workloads { component lastProblem { code message } pods { name message } }
      services { service names { kind name } message }
      variables(component: "api") { name value from }
      events { reason message }
      objects { kind name drift manifest }
    }
  } } }`,
  clusters: '{ clusters { name state profile { agePublicKey } orphaned { kind name } } }',
}

/** Everything that a member is shown of the project. */
export async function shownOf(client: GraphClient): Promise<ReadonlyMap<string, string>> {
  const shown = Object.entries(queries).map(async ([name, query]) => {
    const { data, errors } = await client.ask(query)
    if (errors !== undefined) throw new Error(`${name}: ${errors.map(({ message }) => message).join('\n')}`)
    return [name, JSON.stringify(data)] as const
  })
  return new Map(await Promise.all(shown))
}
