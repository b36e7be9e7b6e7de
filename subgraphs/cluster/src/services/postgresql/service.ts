import { z } from 'zod'
import type { RetainedReport } from '@operations-manager/schema/link/messages.ts'
import { bindStep } from '../../reconcile/bind.ts'
import type { BoundStep } from '../../reconcile/step.ts'
import { unknownStep } from '../factory.ts'
import { instanceOf, type Removal } from '../instance.ts'
import { proofStep } from '../proofs.ts'
import { requestsOf, type ClusterService, type ServiceInput } from '../service.ts'
import { databaseKind, roleRemovalKind } from './database/kind.ts'
import type { ObservedDatabaseState } from './database/plan.ts'
import type { PostgresDeps } from './deps.ts'
import { postgresInstance, type PostgresInstance, type PostgresSettings, type PostgresWish } from './instance.ts'
import { provePostgres } from './proof.ts'
import { proberOutputs } from './prober-given.ts'
import { roleKind } from './role/kind.ts'

const type = 'postgresql'

/** The settings of an instance as the type's schema leaves them: parsed, defaults filled in. */
const Settings = z.object({
  connections: z.number(),
  extensions: z.array(z.string()),
  schemas: z.array(z.string()),
})

/** One database and one owning role per instance, in the cluster's PostgreSQL server. */
export function postgresService(deps: PostgresDeps, installation: string, settings: PostgresSettings): ClusterService {
  return {
    type,
    trial: () => ({ outputs: proberOutputs, given: { canary: settings.canary, tls: settings.tls } }),
    bind: (input) => {
      const instance = postgresInstance(instanceOf(installation, input.target.ref, input.service, 'password'), settings)
      return input.removal === null
        ? bindWish(deps, instance, input)
        : bindRemoval(deps, instance, input.step, input.removal)
    },
  }
}

function bindWish(deps: PostgresDeps, instance: PostgresInstance, input: ServiceInput): BoundStep {
  const wish: PostgresWish = { ...Settings.parse(input.declared.settings), ...requestsOf(input) }
  switch (input.step) {
    case 'role':
      return bindStep({ backend: type, kind: roleKind(deps, instance, wish), id: null, desired: () => wish })
    case 'database':
      return bindStep({ backend: type, kind: databaseKind(deps, instance, null), id: null, desired: () => wish })
    case 'proof':
      return proofStep(type, () => provePostgres(deps, instance, input.context.now))
    default:
      return unknownStep(type, input.step)
  }
}

function bindRemoval(deps: PostgresDeps, instance: PostgresInstance, step: string, removal: Removal): BoundStep {
  switch (step) {
    case 'database':
      return bindStep({
        backend: type,
        kind: databaseKind(deps, instance, removal),
        id: null,
        desired: () => null,
        status: (observed) => ({ retained: retainedOf(instance, observed) }),
      })
    case 'role':
      return bindStep({
        backend: type,
        kind: roleRemovalKind(deps, instance, removal),
        id: null,
        desired: () => null,
      })
    default:
      return unknownStep(type, step)
  }
}

function retainedOf({ service }: PostgresInstance, observed: ObservedDatabaseState | null): readonly RetainedReport[] {
  return (observed?.retained ?? []).map(({ name, until }) => ({ service, type, name, until }))
}
