import { z } from 'zod'
import { change } from '@operations-manager/sandbox/demo/change.ts'
import {
  applyProjectFile,
  setSecret,
  Step,
  stepFields,
  type Problem,
  type Progress,
} from '@operations-manager/sandbox/demo/documents.ts'
import { follow, isWaitingForSecret } from '@operations-manager/sandbox/demo/follow.ts'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { problemLines } from '@operations-manager/sandbox/demo/problem-lines.ts'
import { project, pull, type Sample } from './sample.ts'

export type DeployOptions = {
  /** The password of the registry of images. */
  readonly password: string
  /** When the clock began whose seconds stand before each step. */
  readonly started: number
  readonly say: (line: string) => void
}

/** How the operation ended, with all its steps, and where the sample answers, if it does. */
export type Deployed = { readonly state: string; readonly steps: readonly Step[]; readonly address: string | null }

const Ended = z.object({
  operation: z.object({ state: z.string(), steps: z.array(Step) }),
  project: z.object({
    deployments: z.array(z.object({ addresses: z.array(z.object({ url: z.string().nullable() })) })),
  }),
})
const ended = `query ($id: ID!, $project: String!) {
  operation(id: $id) { state steps ${stepFields} }
  project(name: $project) { deployments { addresses { url } } }
}`

/**
 * Deploys the sample as a team would: applies its file, is told that the password of the registry is missing, sets it,
 * and follows what becomes of it, each step with its proofs as it comes.
 */
export async function deploySample(client: GraphClient, { file }: Sample, options: DeployOptions): Promise<Deployed> {
  const { password, say } = options
  const show = stepsOf(options)
  const applied = await change(client, applyProjectFile, { file })
  if (applied.operation !== null) {
    const { operation } = await follow(client, applied.operation.id, show)
    for (const { waitingFor } of operation.targets.filter(isWaitingForSecret)) {
      say(`  ${secondsSince(options)}  waits: ${waitingFor?.message ?? ''}`)
      for (const { title } of waitingFor?.problem?.remedies ?? []) say(`         → ${title}`)
    }
  }
  const input = { project, registry: pull.registry, name: pull.name, value: password }
  const sealed = await change(client, setSecret, input)
  if (sealed.operation === null) throw new Error('Nothing came of the password: there was no operation.')
  say(`  ${secondsSince(options)}  setSecret: the password, sealed for this cluster`)
  const { id } = sealed.operation
  const { operation } = await follow(client, id, show)
  for (const { problems } of operation.targets) sayProblems(say, problems)
  const now = await client.get(Ended, ended, { id, project })
  return { ...now.operation, address: now.project.deployments[0]?.addresses[0]?.url ?? null }
}

/** What a step waits for is said once it has waited so long: much is there a moment later. */
const waitingMs = 3_000

/**
 * Says each step once it has ended, or what it waits for where that lasts. Of the proofs it says those in full that a pod
 * beside the workloads made, and those that did not pass.
 */
function stepsOf(options: DeployOptions): (event: Progress) => void {
  const { say } = options
  const waiting = new Map<string, NodeJS.Timeout>()
  return ({ change: { step } }) => {
    if (step === null) return
    const { key, state, message, problem, proofs } = step
    const sayStep = (words: string): void => say(`  ${secondsSince(options)}  ${nameOf(key)}${words}`)
    clearTimeout(waiting.get(key))
    if (hasEnded(step)) {
      sayStep(state === 'FAILED' ? ': failed' : ownProofs(proofs))
      for (const { passed, tried, seen, from } of proofs)
        if (!passed || from === 'WORKLOAD') say(`         ${passed ? '✓' : '✗'} ${from}  ${tried} ${seen}`)
      if (state === 'FAILED' && problem !== null) sayProblems(say, [problem])
    } else if (problem !== null) {
      waiting.set(key, setTimeout(() => sayStep(` waits: ${message}`), waitingMs).unref())
    }
  }
}

function hasEnded({ state }: Step): boolean {
  return state === 'SUCCEEDED' || state === 'FAILED'
}

/** Without the name of the deployment: there is only one. */
function nameOf(key: string): string {
  return key.split('/').slice(1).join('/')
}

function ownProofs(proofs: Step['proofs']): string {
  const count = proofs.filter(({ passed, from }) => passed && from !== 'WORKLOAD').length
  return count === 0 ? '' : `: ${count} ${count === 1 ? 'proof' : 'proofs'} of the backend's own`
}

function secondsSince({ started }: DeployOptions): string {
  return ((performance.now() - started) / 1_000).toFixed(1).padStart(5)
}

function sayProblems(say: (line: string) => void, problems: readonly Problem[]): void {
  for (const line of problemLines(problems)) say(`     ${line}`)
}
