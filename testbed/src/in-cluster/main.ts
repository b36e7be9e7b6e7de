import { once } from 'node:events'
import { readSandboxConfig } from '@operations-manager/sandbox/config.ts'
import { startWeb } from '@operations-manager/sandbox/web/web.ts'
import { readTestbedConfig } from '../config.ts'
import { requireLevel } from '../machine/require-level.ts'
import { messages } from '../run/messages.ts'
import { startTestbed, type Testbed } from '../testbed.ts'
import { readOptions, usage } from './options.ts'
import { Timetable } from './timetable.ts'
import { walk, type Walked } from './walk.ts'
import { placesToLook, summary } from './words.ts'

/** `npm run in-cluster`: the whole way from nothing to a deployment that its own pods proved, in a real cluster. */
const say = (line: string): void => console.log(line)
/** Of the cluster backend, as in docs/operations.md. */
const namespace = 'operations-manager'
const ending = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => ending.abort())
const { signal } = ending
signal.addEventListener('abort', () => say('\nEnding …'))

const wanted = readOptions(process.argv.slice(2))
if ('problem' in wanted) {
  console.error(`${wanted.problem}\n${usage}`)
  process.exit(2)
}
try {
  process.exitCode = await goThrough(wanted.isOnce)
} catch (error) {
  if (!signal.aborted) console.error(messages(error).join('\n'))
  process.exitCode = signal.aborted ? 130 : 1
}
process.exit()

/** Answers the exit code: 0 only if everything was proved, and from the workloads. */
async function goThrough(isOnce: boolean): Promise<number> {
  const config = readTestbedConfig()
  await requireLevel('node', config)
  const timetable = new Timetable()
  say('A testbed: PostgreSQL, MinIO, Keycloak, a registry of images, and a Kubernetes cluster whose pods run')
  say('  there in half a minute; the first time its parts are built before, which takes a quarter of an hour')
  const options = { level: 'node', clusters: 1, config, say: (line: string) => say(`  ${line}`), signal } as const
  const testbed = await timetable.part('the testbed', () => startTestbed(options))
  try {
    return await inTestbed(testbed, { isOnce, timetable, cacheFolder: config.cacheFolder })
  } finally {
    await testbed.stop()
  }
}

type Given = { readonly isOnce: boolean; readonly timetable: Timetable; readonly cacheFolder: string }

async function inTestbed(testbed: Testbed, { isOnce, timetable, cacheFolder }: Given): Promise<number> {
  const { services, clusters, imageRegistry } = testbed.access
  const [cluster] = clusters
  if (cluster === undefined || imageRegistry === null) throw new Error('the testbed has no cluster with a node')
  const { ports, web } = readSandboxConfig()
  const backends = { services, cluster, imageRegistry }
  const { folder } = testbed
  const settings = { folder, cacheFolder, namespace, ports, web: web && !isOnce, onProcess: testbed.onProcess }
  const sayOnTheWay = (line: string): void => (signal.aborted ? undefined : say(line))
  const walked = await walk({ ...backends, ...settings, timetable, say: sayOnTheWay, signal })
  try {
    for (const line of summary(walked, timetable)) say(line)
    if (!isOnce) await lookAround(testbed, walked)
  } finally {
    await walked.stop()
  }
  return walked.verdict.faults.length === 0 ? 0 : 1
}

/** Lets people look at what was made, in the pages too, until they end it. */
async function lookAround(testbed: Testbed, walked: Walked): Promise<void> {
  for (const line of placesToLook(testbed, walked)) say(line)
  const { sandbox } = walked.center
  const { logFolder, webEnvironment: env, ports } = sandbox
  const { root } = readSandboxConfig()
  const { onProcess } = testbed
  const web =
    sandbox.addresses.web === null ? null : startWeb({ root, port: ports.web, logFolder, env, say, onProcess })
  if (!signal.aborted) await once(signal, 'abort')
  await web?.stop()
}
