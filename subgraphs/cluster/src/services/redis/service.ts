import { z } from 'zod'
import type { Proof } from '@operations-manager/schema/link/messages.ts'
import { parseQuantity } from '@operations-manager/schema/project-file/quantity.ts'
import { usedCredential } from '../../credentials/used.ts'
import { objectStep, type ObjectSet } from '../../kinds/objects/object-set.ts'
import { labels } from '../../manifests/mark.ts'
import { inOrder } from '../../reconcile/bind.ts'
import { Waiting } from '../../reconcile/outcome.ts'
import type { BoundStep } from '../../reconcile/step.ts'
import type { ClaimGoal } from '../claim/step.ts'
import { claimStep } from '../claim/step.ts'
import { unknownStep } from '../factory.ts'
import { instanceOf, type Instance } from '../instance.ts'
import { proofStep } from '../proofs.ts'
import { requestsOf, type ClusterService, type ServiceInput } from '../service.ts'
import { forgetStep, recordStep, type CredentialDeps } from './credentials.ts'
import { claimPart, type RedisWish } from './instance.ts'
import { serverObjects, serverPart } from './objects.ts'
import { proberOutputs } from './prober-given.ts'
import { proveRedis } from './proof.ts'
import { publishStep } from './publish.ts'
import type { RedisSettings } from './settings.ts'

const type = 'redis'

/** The settings of an instance as the type's schema leaves them: parsed, defaults filled in. */
const Settings = z.object({ memory: z.string(), policy: z.string(), storage: z.string().optional() })

export type RedisDeps = CredentialDeps & {
  readonly installation: string
  readonly settings: RedisSettings
  /** The class of volumes; `null`: Kubernetes' own default. */
  readonly storageClass: string | null
  readonly volumeGroup: number | null
  readonly unschedulableAfterSeconds: number
  readonly proofsFrom: Proof['from']
}

/** A server of its own per instance, in the deployment's own namespace. */
export function redisService(deps: RedisDeps): ClusterService {
  return {
    type,
    trial: () => ({ outputs: proberOutputs, given: null }),
    bind: (input) => {
      const instance = instanceOf(deps.installation, input.target.ref, input.service, 'password')
      switch (input.step) {
        case 'data':
          return claimStep(deps.kubernetes, { instance: claimOf(instance), type, goal: goalOf(deps, input) })
        case 'server':
          return input.removal === null ? serverStep(deps, instance, input) : serverRemoval(deps, instance)
        case 'proof':
          return proofStep('kubernetes', () => proveRedis(deps, instance, deps.proofsFrom, input.context.now))
        default:
          return unknownStep(type, input.step)
      }
    },
  }
}

/** The same instance with the labels of its claim. */
function claimOf(instance: Instance): Instance {
  const { place } = instance
  return { ...instance, place: { ...place, labels: { ...place.labels, [labels.part]: claimPart } } }
}

function goalOf({ storageClass }: RedisDeps, input: ServiceInput): ClaimGoal {
  if (input.removal !== null) return { type: 'removed', removal: input.removal }
  const { storage } = Settings.parse(input.declared.settings)
  const { retained } = requestsOf(input)
  if (storage === undefined) return { type: 'none', retained }
  return { type: 'wished', wish: { size: storage, storageClass, isShared: false, retained } }
}

function wishOf(input: ServiceInput): RedisWish {
  const { memory, policy, storage } = Settings.parse(input.declared.settings)
  const memoryBytes = parseQuantity(memory)
  if (memoryBytes === null) throw new Error(`the memory ${memory} was accepted and is no amount`)
  return { memoryBytes: Math.floor(memoryBytes), policy, isKept: storage !== undefined, ...requestsOf(input) }
}

/** A password is recorded, the server is started with it, its pod signs in, and then workloads get it. */
function serverStep(deps: RedisDeps, instance: Instance, input: ServiceInput): BoundStep {
  const { kubernetes, credentials, settings, volumeGroup, unschedulableAfterSeconds } = deps
  const wish = wishOf(input)
  return inOrder('kubernetes', [
    recordStep(deps, instance, wish),
    objectStep({
      kubernetes,
      name: 'server',
      set: setOf(instance),
      wished: async () => {
        const credential = await usedCredential(credentials, instance.place)
        if (credential === null) throw new Waiting('the recorded credentials', 1_000)
        const { secret: password, issue } = credential
        return { objects: serverObjects({ instance, wish, settings, volumeGroup, password, issue }) }
      },
    }),
    publishStep(deps, instance, { now: input.context.now, unschedulableAfterSeconds }),
  ])
}

function serverRemoval(deps: RedisDeps, instance: Instance): BoundStep {
  const objects = objectStep({
    kubernetes: deps.kubernetes,
    name: 'server',
    set: setOf(instance),
    wished: () => null,
  })
  return inOrder('kubernetes', [objects, forgetStep(deps, instance)])
}

function setOf({ owner, service, place: { namespace } }: Instance): ObjectSet {
  const kinds = [
    { apiVersion: 'apps/v1', kind: 'Deployment' },
    { apiVersion: 'v1', kind: 'Service' },
    { apiVersion: 'v1', kind: 'Secret' },
  ]
  return { owner, namespace, part: serverPart, component: null, service, kinds }
}
