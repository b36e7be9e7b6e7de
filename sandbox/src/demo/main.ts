import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { change } from './change.ts'
import { readDemoConfig } from './config.ts'
import { applyProjectFile, overview, setSecret, type Problem, type Progress } from './documents.ts'
import { findSystem } from './find-system.ts'
import { follow, isWaitingForSecret } from './follow.ts'
import type { GraphClient } from './graph-client.ts'
import { problemLines } from './problem-lines.ts'

const sample = resolve(import.meta.dirname, '..', '..', '..', 'schema', 'project-file', 'examples', 'webshop.yaml')

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
  const applied = await change(client, applyProjectFile, { file })
  for (const notice of applied.notices) console.log(`  note: ${notice.message}`)
  const first = await followed(client, applied.operation)

  console.log('\nGiving the secret PAYMENT_KEY its value (sealed for the clusters that need it) …')
  const input = { project: 'webshop', component: 'api', name: 'PAYMENT_KEY', value: 'sandbox-payment-key' }
  const sealed = await change(client, setSecret, input)
  const second = await followed(client, sealed.operation)
  const last = sealed.operation === null ? first : second
  await show(client)
  if (last !== 'SUCCEEDED') throw new Error(`\nThe operation ended as ${last}.`)
  console.log('\nDone: both clusters are set up, and everything in them was tried.')
}

/** Follows the operation of a change; without one everything is as it should be already. */
async function followed(client: GraphClient, changed: { readonly id: string } | null): Promise<string> {
  if (changed === null) {
    console.log('  Nothing to change: it is so already.')
    return 'SUCCEEDED'
  }
  const { state, operation } = await follow(client, changed.id, print)
  if (state === 'WAITING') {
    for (const { name, waitingFor } of operation.targets.filter(isWaitingForSecret)) {
      console.log(`  ${name} waits: ${waitingFor?.message ?? ''}`)
      if (waitingFor?.problem) printProblems([waitingFor.problem])
    }
    return state
  }
  if (operation.isSimulated) console.log('  Some of its proofs were only simulated: this is a sandbox.')
  for (const { problems } of operation.targets) printProblems(problems)
  return state
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
  for (const line of problemLines(problems)) console.log(line)
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
