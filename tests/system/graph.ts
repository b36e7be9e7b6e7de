import { z } from 'zod'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'

export const Problem = z.object({
  code: z.string(),
  fault: z.string(),
  retry: z.string(),
  message: z.string(),
  path: z.array(z.string()),
  remedies: z.array(z.object({ title: z.string(), mutation: z.string().nullable() })),
})
export type Problem = z.infer<typeof Problem>

export const problemFields = '{ code fault retry message path remedies { title mutation } }'

const Change = z.object({
  project: z.object({ name: z.string(), revision: z.string() }).nullable(),
  operation: z.object({ id: z.string(), state: z.string() }).nullable(),
  problems: z.array(Problem),
  notices: z.array(z.object({ code: z.string(), message: z.string() })),
})
export type Change = z.infer<typeof Change>

const changeFields = `{ project { name revision } operation { id state } problems ${problemFields} notices { code message } }`

/** Calls a mutation that changes a project, by its name, with its input. */
export async function change(
  client: GraphClient,
  mutation: string,
  input: Readonly<Record<string, unknown>>,
): Promise<Change> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
  const query = `mutation ($input: ${type}!) { change: ${mutation}(input: $input) ${changeFields} }`
  const answer = await client.get(z.object({ change: Change }), query, { input })
  return answer.change
}

/** The same, which must be accepted; answers the operation's id. */
export async function changed(
  client: GraphClient,
  mutation: string,
  input: Readonly<Record<string, unknown>>,
): Promise<string> {
  const { operation, problems } = await change(client, mutation, input)
  if (problems.length > 0) throw new Error(problems.map(({ code, message }) => `${code}: ${message}`).join('\n'))
  if (operation === null) throw new Error(`${mutation} was accepted and gave no operation`)
  return operation.id
}

export const Operation = z.object({
  id: z.string(),
  state: z.string(),
  targets: z.array(
    z.object({
      name: z.string(),
      state: z.string(),
      problems: z.array(Problem),
      waitingFor: z.object({ message: z.string(), problem: Problem.nullable() }).nullable(),
    }),
  ),
  steps: z.array(
    z.object({
      key: z.string(),
      state: z.string(),
      attempts: z.number(),
      message: z.string(),
      proofs: z.array(z.object({ tried: z.string(), passed: z.boolean(), from: z.string() })),
    }),
  ),
  problems: z.array(Problem),
})
export type Operation = z.infer<typeof Operation>

export const operationFields = `{
  id
  state
  targets { name state problems ${problemFields} waitingFor { message problem ${problemFields} } }
  steps { key state attempts message proofs { tried passed from } }
  problems ${problemFields}
}`

const Operations = z.object({ nodes: z.array(Operation) })

/** Operations by their ids, asked for together, since everybody has a budget of requests. */
export async function operationsOf(client: GraphClient, ids: readonly string[]): Promise<readonly Operation[]> {
  const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Operation ${operationFields} } }`
  return (await client.get(Operations, query, { ids })).nodes
}

/** Waits, by long poll, until an operation has ended; throws with what it waits for if it does not in time. */
export async function finished(client: GraphClient, id: string, limitMs = 90_000): Promise<Operation> {
  const query = `query ($id: ID!) { operation(id: $id, waitUntil: FINISHED, timeoutSeconds: 10) ${operationFields} }`
  const deadline = Date.now() + limitMs
  for (;;) {
    const { operation } = await client.get(z.object({ operation: Operation.nullable() }), query, { id })
    if (operation === null) throw new Error(`the operation ${id} does not exist`)
    if (['SUCCEEDED', 'FAILED', 'CANCELLED', 'SUPERSEDED'].includes(operation.state)) return operation
    if (Date.now() > deadline) throw new Error(`the operation did not end:\n${JSON.stringify(operation, null, 1)}`)
  }
}

export const StreamEvent = z.object({
  cursor: z.string(),
  at: z.string(),
  change: z.object({
    type: z.string(),
    state: z.string().nullable(),
    deployment: z.string().nullable(),
    targetState: z.string().nullable(),
    message: z.string(),
    step: z.object({ key: z.string(), state: z.string(), attempts: z.number() }).nullable(),
  }),
})
export type StreamEvent = z.infer<typeof StreamEvent>

export const progressQuery = `subscription ($id: ID!, $after: Cursor) {
  operation(id: $id, after: $after) {
    cursor
    at
    change { type state deployment targetState message step { key state attempts } }
  }
}`

/** The events of an operation from a cursor on (or its present state first), until the stream ends. */
export async function* events(
  client: GraphClient,
  id: string,
  after: string | null = null,
): AsyncGenerator<StreamEvent> {
  const shape = z.object({ operation: StreamEvent })
  for await (const { operation } of client.follow(shape, progressQuery, { id, after })) yield operation
}
