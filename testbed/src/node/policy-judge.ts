import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cache } from '../build/cache.ts'
import { buildGoModule } from '../build/go-module.ts'
import { runProgram } from '../run/run-program.ts'

/** Builds cyclonus, which reads NetworkPolicies and says what they allow: an opinion that is not ours. */
export function buildPolicyJudge(cache: Cache): Promise<string> {
  return buildGoModule(cache, {
    part: 'cyclonus',
    version: '0.5.6',
    package: 'github.com/mattfenwick/cyclonus/cmd/cyclonus',
    firstTime: 'a minute',
  })
}

/** One end of a connection: a pod, or something else of which only the address is known. */
export type End = {
  readonly address: string
  readonly pod: {
    readonly namespace: string
    readonly namespaceLabels: Readonly<Record<string, string>>
    readonly labels: Readonly<Record<string, string>>
  } | null
}

/** A connection over TCP that might be opened. */
export type Opening = { readonly from: End; readonly to: End; readonly port: number }

/** Asks the judge whether these policies allow each of these connections, in their order. */
export async function judgeOpenings(
  program: string,
  folder: string,
  policies: readonly object[],
  openings: readonly Opening[],
): Promise<readonly boolean[]> {
  const [policyFile, trafficFile] = [join(folder, 'policies.json'), join(folder, 'traffic.json')]
  // As one list: of a file with several documents it reads the first alone, and says nothing about it.
  const list = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicyList', items: policies }
  await writeFile(policyFile, JSON.stringify(list))
  await writeFile(trafficFile, JSON.stringify(openings.map(trafficOf)))
  const args = ['analyze', '--policy-path', policyFile, '--mode', 'query-traffic', '--traffic-path', trafficFile]
  const said = await runProgram(program, args, { limitMs: 60_000 })
  const verdicts = [...said.matchAll(/\| IS ALLOWED\? +\| +(TRUE|FALSE)\b/g)].map(([, word]) => word === 'TRUE')
  // It ends well whatever it made of its files.
  if (verdicts.length !== openings.length)
    throw new Error(`the judge of policies said ${verdicts.length} verdicts on ${openings.length} connections`)
  return verdicts
}

function trafficOf({ from, to, port }: Opening) {
  return { Source: peerOf(from), Destination: peerOf(to), ResolvedPort: port, Protocol: 'TCP' }
}

function peerOf({ address, pod }: End) {
  if (pod === null) return { IP: address }
  const { namespace, namespaceLabels, labels } = pod
  return { Internal: { Namespace: namespace, NamespaceLabels: namespaceLabels, PodLabels: labels }, IP: address }
}
