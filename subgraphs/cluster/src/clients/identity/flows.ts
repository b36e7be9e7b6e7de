import { z } from 'zod'
import type { FlowRepresentation, IdentityPort } from '../../ports/identity.ts'
import type { Connection } from './connection.ts'
import { Config } from './mappers.ts'

type Execution = FlowRepresentation['executions'][number]

const Seen = z.object({
  id: z.string(),
  requirement: z.string(),
  providerId: z.string().optional(),
  authenticationConfig: z.string().optional(),
  level: z.number(),
})
type SeenExecution = z.output<typeof Seen>
const StepConfig = z.object({ config: Config })

const basics = { providerId: 'basic-flow', topLevel: true, builtIn: false } as const

/** Flows as a new realm takes them: settings of steps stand beside the flows, under names of their own. */
export function flowsPayload(flows: readonly FlowRepresentation[]) {
  if (flows.length === 0) return {}
  return {
    authenticationFlows: flows.map(({ alias, executions }) => ({
      ...basics,
      alias,
      authenticationExecutions: executions.map((execution, index) => ({
        authenticator: execution.authenticator,
        requirement: execution.requirement,
        priority: (index + 1) * 10,
        ...(hasConfig(execution) && { authenticatorConfig: configName(alias, execution) }),
      })),
    })),
    authenticatorConfig: flows.flatMap(({ alias, executions }) =>
      executions.filter(hasConfig).map((execution) => ({
        alias: configName(alias, execution),
        config: { ...execution.config },
      })),
    ),
  }
}

function hasConfig({ config }: Execution): boolean {
  return Object.keys(config).length > 0
}

function configName(flow: string, { authenticator }: Execution): string {
  return `${flow} ${authenticator}`
}

export function flowCalls(connection: Connection): Pick<IdentityPort, 'readFlow' | 'putFlow'> {
  return {
    readFlow: async (realm, alias) => {
      const seen = await seenExecutions(connection, realm, alias)
      if (seen === null) return null
      const executions = await Promise.all(seen.map((execution) => represented(connection, realm, execution)))
      return { alias, executions }
    },
    putFlow: async (realm, flow) => {
      const seen = await seenExecutions(connection, realm, flow.alias)
      if (seen === null) await createFlow(connection, realm, flow.alias)
      await putExecutions(connection, realm, flow, seen ?? [])
    },
  }
}

function seenExecutions({ find }: Connection, realm: string, flow: string): Promise<readonly SeenExecution[] | null> {
  return find(`read the flow "${flow}" of "${realm}"`, 'part', z.array(Seen), (admin) =>
    admin.authenticationManagement.getExecutions({ realm, flow }),
  )
}

/** A step that is a flow of its own, or has a requirement we never ask for, shows as one that is not wished. */
async function represented({ read }: Connection, realm: string, seen: SeenExecution): Promise<Execution> {
  const { authenticationConfig: id } = seen
  const config =
    id === undefined
      ? {}
      : (
          await read(`read a step of a flow of "${realm}"`, StepConfig, (admin) =>
            admin.authenticationManagement.getConfig({ realm, id }),
          )
        ).config
  return {
    authenticator: seen.level === 0 ? (seen.providerId ?? '') : '',
    requirement: seen.requirement as Execution['requirement'], // another one is compared and replaced
    config,
  }
}

async function createFlow(connection: Connection, realm: string, alias: string): Promise<void> {
  await connection.create(
    `make the flow "${alias}" in "${realm}"`,
    (admin) => admin.authenticationManagement.createFlow({ realm, alias, ...basics }),
    async () => (await seenExecutions(connection, realm, alias)) !== null,
  )
}

/**
 * A flow in use cannot be replaced as a whole, so its steps are. Where the wished steps are not there in their order
 * all go and come again; in between nobody can sign in, which is the safe side.
 */
async function putExecutions(
  connection: Connection,
  realm: string,
  flow: FlowRepresentation,
  before: readonly SeenExecution[],
): Promise<void> {
  const { write, remove } = connection
  const doing = `change the flow "${flow.alias}" of "${realm}"`
  let seen = before
  if (!isSequence(flow, before)) {
    for (const { id } of before.filter(({ level }) => level === 0))
      await remove(doing, (admin) => admin.authenticationManagement.delExecution({ realm, id }))
    for (const { authenticator: provider } of flow.executions)
      await write(doing, (admin) =>
        admin.authenticationManagement.addExecutionToFlow({ realm, flow: flow.alias, provider }),
      )
    seen = (await seenExecutions(connection, realm, flow.alias)) ?? []
  }
  for (const [index, execution] of flow.executions.entries()) {
    const { id, authenticationConfig } = seen[index] ?? {}
    if (id === undefined) continue // removed by somebody since: the next look sees it
    await write(doing, (admin) =>
      admin.authenticationManagement.updateExecution(
        { realm, flow: flow.alias },
        { id, providerId: execution.authenticator, level: 0, requirement: execution.requirement },
      ),
    )
    await putConfig(connection, realm, { doing, flow: flow.alias, id, authenticationConfig }, execution)
  }
}

function isSequence({ executions }: FlowRepresentation, seen: readonly SeenExecution[]): boolean {
  return (
    seen.length === executions.length &&
    executions.every(({ authenticator }, index) => {
      const { providerId, level } = seen[index] ?? {}
      return level === 0 && providerId === authenticator
    })
  )
}

type Step = {
  readonly doing: string
  readonly flow: string
  readonly id: string
  readonly authenticationConfig: string | undefined
}

async function putConfig(
  { write }: Connection,
  realm: string,
  { doing, flow, id, authenticationConfig }: Step,
  execution: Execution,
): Promise<void> {
  const payload = { alias: configName(flow, execution), config: { ...execution.config } }
  if (authenticationConfig !== undefined) {
    await write(doing, (admin) =>
      admin.authenticationManagement.updateConfig({ realm, id: authenticationConfig, ...payload }),
    )
    return
  }
  if (!hasConfig(execution)) return
  await write(doing, (admin) => admin.authenticationManagement.createConfig({ realm, id, ...payload }))
}
