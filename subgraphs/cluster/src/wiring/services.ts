import { problem } from '@operations-manager/schema/problems/problem.ts'
import { CannotAnswer } from '../link/answers.ts'
import { refusedStep } from '../reconcile/bind.ts'
import type { SharedKind } from '../reconcile/shared-units.ts'
import type { Inventory } from '../reconcile/sweep.ts'
import { credentialsInventory } from '../services/credentials-inventory.ts'
import type { ClusterService } from '../services/service.ts'
import type { OpenService, ServiceUnit, ServiceWiring } from '../services/unit.ts'
import type { HandlerDeps } from './handlers.ts'

export type OpenServices = {
  readonly services: readonly ClusterService[]
  /** What deployments of a project share: its realm. */
  readonly shared: SharedKind
  /** What carries our mark in the backends. */
  readonly inventories: readonly Inventory[]
  readonly resetSignIn: HandlerDeps['resetSignIn']
}

/** The service types whose backend is configured. */
export async function openServices(wiring: ServiceWiring, units: readonly ServiceUnit[]): Promise<OpenServices> {
  const opened: OpenService[] = []
  for (const unit of units) {
    const one = await unit.open(wiring)
    if (one !== null) opened.push(one)
  }
  return {
    services: opened.map(({ service }) => service),
    shared: opened.find(({ shared }) => shared !== undefined)?.shared ?? noRealms,
    inventories: [
      ...opened.flatMap(({ inventories }) => inventories),
      credentialsInventory(wiring.kubernetes, wiring.config),
    ],
    resetSignIn:
      opened.find(({ resetSignIn }) => resetSignIn !== undefined)?.resetSignIn ??
      (() => Promise.reject(new CannotAnswer('SERVICE_NOT_OFFERED', noSignIn))),
  }
}

const noSignIn = 'This cluster does not offer single sign-on.'

const noRealms: SharedKind = { bind: () => refusedStep(problem('SERVICE_NOT_OFFERED', noSignIn)) }
