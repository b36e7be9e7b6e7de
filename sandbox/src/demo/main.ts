import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { readDemoConfig } from './config.ts'
import { applyProjectFile, overview, progress, setSecret, type Problem, type Progress } from './documents.ts'
import { findSystem } from './find-system.ts'
import type { GraphClient } from './graph-client.ts'

const sample = resolve(import.meta.dirname, '..', '..', '..', 'schema', 'project-file', 'examples', 'webshop.yaml')
const finalStates = new Set(['SUCCEEDED', 'FAILED', 'CANCELLED', 'SUPERSEDED'])

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

/** Sets the sample project up in a running system, as any client could, and prints each step as it comes. */
async function main(): Promise<void> {
  const { url, client } = await findSystem(readDemoConfig(), 'alice')
  console.log(`Talking to ${url} as Alice.\n`)

  console.log('Applying the project file of the web shop …')
  const file = await readFile(sample, 'utf8')
  const applied = await client.get(applyProjectFile.shape, applyProjectFile.query, { input: { file } })
  refuseProblems(applied.change.problems)
  for (const notice of applied.change.notices) console.log(`  note: ${notice.message}`)
  const first = await followed(client, applied.change.operation)

  console.log('\nGiving the secret PAYMENT_KEY its value (sealed for the clusters that need it) …')
  const input = { project: 'webshop', component: 'api', name: 'PAYMENT_KEY', value: 'sandbox-payment-key' }
  const sealed = await client.get(setSecret.shape, setSecret.query, { input })
  refuseProblems(sealed.change.problems)
  const second = await followed(client, sealed.change.operation)
  const last = sealed.change.operation === null ? first : second
  await show(client)
  if (last !== 'SUCCEEDED') throw new Error(`\nThe operation ended as ${last}.`)
  console.log('\nDone: both clusters are set up, and everything in them was tried.')
}

/** Follows the operation of a change; without one everything is as it should be already. */
async function followed(client: GraphClient, operation: { readonly id: string } | null): Promise<string> {
  if (operation !== null) return await follow(client, operation.id)
  console.log('  Nothing to change: it is so already.')
  return 'SUCCEEDED'
}

/** Prints the steps of an operation until it has ended or waits for somebody; answers its state or `WAITING`. */
async function follow(client: GraphClient, id: string): Promise<string> {
  for await (const { operation: event } of client.follow(progress.shape, progress.query, { id })) {
    print(event)
    const { state, targets, isSimulated } = event.operation
    // The operation is shown as it is now, which may be ahead of the event: the last event says that it has ended.
    if (finalStates.has(event.change.state ?? (event.change.type === 'PRESENT' ? state : ''))) {
      if (isSimulated) console.log('  Some of its proofs were only simulated: this is a sandbox.')
      for (const target of targets) printProblems(target.problems)
      return state
    }
    const open = targets.filter((target) => !finalStates.has(target.state))
    const waiting = open.filter((target) => target.waitingFor?.problem?.code === 'SECRET_MISSING')
    if (waiting.length > 0 && waiting.length === open.length) {
      for (const { name, waitingFor } of waiting) {
        console.log(`  ${name} waits: ${waitingFor?.message ?? ''}`)
        if (waitingFor?.problem) printProblems([waitingFor.problem])
      }
      return 'WAITING'
    }
  }
  throw new Error('The stream of steps ended before the operation did.')
}

function print({ at, change }: Progress): void {
  const time = at.slice(11, 23)
  const { step } = change
  if (step === null) {
    if (change.message !== '') console.log(`  ${time}  ${change.message}`)
    return
  }
  const said = step.state === 'RUNNING' ? step.title : step.state === 'SUCCEEDED' ? '' : step.message
  console.log(`  ${time}  ${step.key.padEnd(27)} ${step.state.padEnd(9)} ${said}`.trimEnd())
  for (const proof of step.proofs)
    console.log(`  ${''.padEnd(12)}  ${proof.passed ? '✓' : '✗'} ${proof.tried} ${proof.seen} (${proof.from})`)
  if (step.problem !== null) printProblems([step.problem])
}

function printProblems(problems: readonly Problem[]): void {
  for (const { code, fault, message, remedies } of problems) {
    console.log(`    ${code} (${fault}): ${message}`)
    for (const { title } of remedies) console.log(`      → ${title}`)
  }
}

function refuseProblems(problems: readonly Problem[]): void {
  if (problems.length === 0) return
  printProblems(problems)
  throw new Error('The change was refused.')
}

async function show(client: GraphClient): Promise<void> {
  const { project } = await client.get(overview.shape, overview.query, { name: 'webshop' })
  console.log('\nThe project over both clusters, in one query:')
  for (const { name, cluster, status, addresses, live } of project?.deployments ?? []) {
    console.log(`  ${name} in ${cluster.name}: ${status.headline}`)
    for (const { url, state } of addresses) console.log(`    ${url ?? 'no address yet'} (${state})`)
    console.log(
      `    live: ${live === null ? 'the cluster does not answer' : `${live.workloads.length} workloads, ${live.services.length} services`}`,
    )
  }
}
