import { createHmac } from 'node:crypto'
import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import type { ProjectFile } from '@operations-manager/schema/project-file/model.ts'
import { canonicalJson } from '@operations-manager/schema/resolve/canonical-json.ts'
import { isEnvelope, recipientCount } from '@operations-manager/schema/sealing/envelope.ts'
import { formatSecretKey, type SecretKey } from '@operations-manager/schema/sealing/keys.ts'
import { secretRecipients } from '@operations-manager/schema/sealing/recipients.ts'
import { fingerprint, sealSecret } from '@operations-manager/schema/sealing/secret-envelope.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { Notice } from '@operations-manager/schema/problems/notice.ts'
import { readFingerprint, rememberFingerprint } from '../store/fingerprints.ts'
import { signedIn } from './actor.ts'
import { authorise } from './authorise.ts'
import type { ChangeDependencies } from './commit.ts'
import type { ChangeRequest } from './request.ts'
import { secretKeyOf } from './secret-key.ts'
import { submitChange, type Submission } from './submit.ts'
import { refusedWith, type Submitted } from './submitted.ts'
import { knownText, readWorld, type World } from './world.ts'

export type SecretSubmission = Omit<Submission, 'request' | 'inputHash'> & {
  readonly project: string
  readonly place: Parameters<typeof secretKeyOf>[0]
  readonly value: Secret | null
  readonly sealed: string | null
  readonly expectedRevision: string | null
}

/** The value of a secret is sealed the moment it arrives; nothing after this function knows it. */
export async function sealInput(deps: ChangeDependencies, submission: SecretSubmission): Promise<Submitted> {
  const { access, project, place, value, sealed } = submission
  signedIn(access)
  const world = await readWorld(deps.db, project)
  const refusal = authorise(access, 'SET_SECRET', world.project)
  if (refusal !== null) return refusedWith(project, [refusal])
  const text = knownText(world)
  const file = text === null ? null : deps.files.read(text).file
  const key = secretKeyOf(place)
  const problems = refusalsOf(file, key, submission)
  if (file === null || key === null || problems.length > 0) return refusedWith(project, problems)
  const recipients = recipientsIn(world, secretRecipients(file, key))
  const wrong = sealed === null ? unsealable(recipients) : wronglySealed(sealed, recipients)
  if (wrong !== null) return refusedWith(project, [wrong])
  const envelope =
    value === null ? (sealed ?? '') : await envelopeOf(deps, { project, file, key, value, keys: recipients.keys })
  const request = requestOf(submission, formatSecretKey(key), envelope)
  const inputHash = hashOf(deps, submission, formatSecretKey(key))
  const { idempotencyKey, dryRun } = submission
  const submitted = await submitChange(deps, { access, request, idempotencyKey, inputHash, dryRun })
  return { ...submitted, notices: [...submitted.notices, ...recipients.notices] }
}

type Recipients = {
  readonly keys: readonly string[]
  readonly notices: readonly Notice[]
  readonly clusters: readonly string[]
}

function recipientsIn(world: World, clusters: readonly string[]): Recipients {
  const keyOf = (cluster: string): string | null => world.clusters.get(cluster)?.profile?.agePublicKey ?? null
  const notices = clusters
    .filter((cluster) => keyOf(cluster) === null)
    .map((cluster): Notice => {
      const message = `The cluster ${cluster} never told its key, so this value is not sealed for it. Its deployments wait until the value is given again.`
      return { code: 'SECRET_NOT_SET', message, path: [], line: null, column: null }
    })
  return { clusters, notices, keys: clusters.flatMap((cluster) => keyOf(cluster) ?? []) }
}

function refusalsOf(
  file: ProjectFile | null,
  key: SecretKey | null,
  { value, sealed }: SecretSubmission,
): readonly Problem[] {
  if ((value === null) === (sealed === null)) {
    return [problem('INPUT_INVALID', 'Give either `value` or `sealed`.', { path: ['value'] })]
  }
  if (key === null) {
    return [
      problem('INPUT_INVALID', 'Give either `component` or `registry`; `deployment` only with `component`.', {
        path: ['component'],
      }),
    ]
  }
  if (file === null) return [problem('STATE_WRONG', 'The project file does not validate at the moment. Mend it first.')]
  return key.type === 'registry' ? unknownIn('registry', key.registry, file.registries) : unknownComponent(file, key)
}

function unknownComponent(file: ProjectFile, key: Exclude<SecretKey, { type: 'registry' }>): readonly Problem[] {
  const deployment = key.type === 'deployment' ? unknownIn('deployment', key.deployment, file.deployments) : []
  return [...unknownIn('component', key.component, file.components), ...deployment]
}

function unknownIn(kind: string, name: string, known: Readonly<Record<string, unknown>>): readonly Problem[] {
  if (Object.hasOwn(known, name)) return []
  return [
    problem('NOT_FOUND', `The project has no ${kind} "${name}".`, { path: [kind], validValues: Object.keys(known) }),
  ]
}

function unsealable({ keys, clusters }: Recipients): Problem | null {
  if (keys.length > 0) return null
  const why = clusters.length === 0 ? 'no deployment needs this value yet' : `${clusters.join(', ')} never told a key`
  return problem('STATE_WRONG', `The value cannot be sealed: ${why}. It was not stored; give it again later.`, {
    path: ['value'],
    retry: 'LATER',
  })
}

/** Who can open an envelope cannot be seen; that their number differs can. */
function wronglySealed(sealed: string, { keys, clusters }: Recipients): Problem | null {
  if (!isEnvelope(sealed)) {
    return problem('INPUT_INVALID', '`sealed` is no age envelope in ASCII armour.', { path: ['sealed'] })
  }
  const count = recipientCount(sealed)
  if (count === keys.length) return null
  const message = `The envelope is sealed for ${count} recipients, and it has to be for exactly ${keys.length} (${clusters.join(', ')}). Ask for \`secretRecipients\` and seal it again.`
  return problem('INPUT_INVALID', message, { path: ['sealed'] })
}

type Value = {
  readonly project: string
  readonly file: ProjectFile
  readonly key: SecretKey
  readonly value: Secret
  readonly keys: readonly string[]
}

/** A new envelope, or the present one where it holds the same value for the same recipients: then nothing changes. */
async function envelopeOf(deps: ChangeDependencies, { project, file, key, value, keys }: Value): Promise<string> {
  const name = formatSecretKey(key)
  const print = fingerprint(value, deps.fingerprintKey)
  const present = file.sealed[name]
  if (present !== undefined && recipientCountOf(present) === keys.length) {
    if ((await readFingerprint(deps.db, { project, key: name, envelope: present })) === print) return present
  }
  const envelope = await sealSecret(value, keys)
  await rememberFingerprint(deps.db, { project, key: name, envelope, fingerprint: print })
  return envelope
}

function recipientCountOf(envelope: string): number {
  return isEnvelope(envelope) ? recipientCount(envelope) : 0
}

function requestOf(
  { project, expectedRevision, place }: SecretSubmission,
  key: string,
  envelope: string,
): ChangeRequest {
  const input = { key, envelope, name: place.name, ...(place.deployment ? { deployment: place.deployment } : {}) }
  return { kind: 'SET_SECRET', project, input, expectedRevision, confirm: null, retained: null }
}

// The same value gives another envelope each time, so the envelope cannot tell whether a request is the same.
function hashOf(
  { fingerprintKey }: ChangeDependencies,
  { project, value, sealed }: SecretSubmission,
  key: string,
): string {
  const text = canonicalJson([project, key, value?.reveal() ?? null, sealed])
  return createHmac('sha256', fingerprintKey.reveal()).update(text).digest('hex')
}
