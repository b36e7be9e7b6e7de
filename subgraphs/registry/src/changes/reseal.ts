import type { Notice } from '@operations-manager/schema/problems/notice.ts'
import type { ProjectFile } from '@operations-manager/schema/project-file/model.ts'
import { parseSecretKey } from '@operations-manager/schema/sealing/keys.ts'
import { secretRecipients } from '@operations-manager/schema/sealing/recipients.ts'
import { ClusterAway, ClusterCannotAnswer } from '../link/errors.ts'
import { only, type AskCluster } from '../link/requests.ts'
import type { Evaluation } from './evaluate.ts'
import type { Resealed } from './request.ts'
import type { World } from './world.ts'

/** A sealed value that a cluster comes to need and cannot open. */
type Wanted = {
  readonly key: string
  readonly envelope: string
  /** Clusters that can open it. */
  readonly holders: readonly string[]
  /** Public keys of all that need it. */
  readonly recipients: readonly string[]
  readonly newcomers: readonly string[]
}

const timeoutMs = 15_000

/**
 * Asks clusters that can open a sealed value to seal it again where a change brings clusters that cannot. What no
 * cluster can seal again is told: it has to be given again.
 */
export async function resealFor(
  askCluster: AskCluster,
  before: ProjectFile | null,
  { file }: Evaluation,
  world: World,
): Promise<{ readonly resealed: Resealed; readonly notices: readonly Notice[] }> {
  if (before === null || file === null) return { resealed: {}, notices: [] }
  const wanted = wantedIn(before, file, world)
  const envelopes = await Promise.all(wanted.map((each) => resealOne(askCluster, each)))
  const resealed: Record<string, Resealed[string]> = {}
  const notices: Notice[] = []
  for (const [index, { key, envelope, newcomers }] of wanted.entries()) {
    const next = envelopes[index] ?? null
    if (next === null) notices.push(lostNotice(key, newcomers))
    else resealed[key] = { from: envelope, to: next }
  }
  return { resealed, notices }
}

/** The sealed values that stay as they are while clusters come that cannot open them; pure. */
export function wantedIn(before: ProjectFile, after: ProjectFile, world: Pick<World, 'clusters'>): readonly Wanted[] {
  const publicKey = (cluster: string): string | null => world.clusters.get(cluster)?.profile?.agePublicKey ?? null
  return Object.entries(after.sealed).flatMap(([key, envelope]) => {
    const parsed = parseSecretKey(key)
    if (parsed === null || before.sealed[key] !== envelope) return []
    const had = secretRecipients(before, parsed)
    const needs = secretRecipients(after, parsed)
    const newcomers = needs.filter((cluster) => !had.includes(cluster) && publicKey(cluster) !== null)
    if (newcomers.length === 0) return []
    const holders = had.filter((cluster) => world.clusters.get(cluster)?.state === 'CONNECTED')
    return [{ key, envelope, holders, newcomers, recipients: needs.flatMap((cluster) => publicKey(cluster) ?? []) }]
  })
}

/** The first cluster that can does it; null where none can now. */
async function resealOne(askCluster: AskCluster, { envelope, holders, recipients }: Wanted): Promise<string | null> {
  for (const holder of holders) {
    const question = { type: 'reseal' as const, envelope, recipients: [...recipients] }
    try {
      return (await only(askCluster(holder, question, AbortSignal.timeout(timeoutMs)))).envelope
    } catch (error) {
      // It is away or cannot open it: perhaps another one can.
      if (!(error instanceof ClusterAway) && !(error instanceof ClusterCannotAnswer)) throw error
    }
  }
  return null
}

function lostNotice(key: string, newcomers: readonly string[]): Notice {
  const message = `No cluster could seal the value of ${key} again for ${newcomers.join(', ')}. Give it again with setSecret; until then its deployments there wait.`
  return { code: 'SECRET_NOT_SET', message, path: ['sealed', key], line: null, column: null }
}
