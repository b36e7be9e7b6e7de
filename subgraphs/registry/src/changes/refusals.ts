import { problem, type Problem } from '@operations-manager/schema/problems/problem.ts'
import type { Catalogue } from '@operations-manager/schema/services/service-type.ts'
import type { TargetPlan } from './plan.ts'
import type { World } from './world.ts'

/** What a caller said about data that a change touches. */
export type Consent = {
  readonly confirm: string | null
  readonly retained: 'RESTORE' | 'DISCARD' | null
  /** What to name as confirmation. */
  readonly subject: string
}

/** Why a valid file is refused all the same: data that would go or come back, and removals that are still on their way. */
export function refusals(
  plans: readonly TargetPlan[],
  world: World,
  consent: Consent,
  catalogue: Catalogue,
): readonly Problem[] {
  return [
    ...dataLoss(plans, world, consent, catalogue),
    ...retainedData(plans, world, consent),
    ...returning(plans, world),
  ]
}

function dataLoss(
  plans: readonly TargetPlan[],
  world: World,
  { confirm, subject }: Consent,
  catalogue: Catalogue,
): readonly Problem[] {
  const what = lostData(plans, world, catalogue)
  if (what.length === 0 || confirm === subject) return []
  const details = { what, confirm: subject }
  const message = `This removes data: ${what.join(' ')} Send \`confirm: "${subject}"\` to do it all the same.`
  if (confirm === null) return [problem('DATA_LOSS', message, { details })]
  const wrong = `The confirmation is "${confirm}" and has to be "${subject}". Nothing was changed.`
  return [
    problem('CONFIRMATION_WRONG', wrong, { path: ['confirm'], validValues: [subject] }),
    problem('DATA_LOSS', message, { details }),
  ]
}

/** Every piece of data that goes, as sentences that say how long it is kept. */
export function lostData(plans: readonly TargetPlan[], world: World, catalogue: Catalogue): readonly string[] {
  return plans.flatMap((plan) => {
    const days = world.clusters.get(plan.cluster)?.profile?.retentionDays ?? null
    const services =
      plan.effect === 'REMOVED'
        ? Object.entries(plan.spec.services).map(([name, { deletion }]) => [name, deletion] as const)
        : Object.entries(plan.removedServices)
    const before = world.deployments.find(({ id }) => id === plan.id)?.spec ?? plan.spec
    return services.flatMap(([service, deletion]) => {
      const type = catalogue.get(before.services[service]?.type ?? '')
      if (type === undefined || !type.data) return []
      const fate =
        deletion === 'delete'
          ? 'goes at once'
          : `is kept ${days === null ? 'for a while' : `for ${days} days`}, then goes`
      return [`The ${type.title.en} "${service}" of ${plan.name} ${fate}.`]
    })
  })
}

function retainedData(plans: readonly TargetPlan[], world: World, { retained }: Consent): readonly Problem[] {
  if (retained !== null) return []
  return plans.flatMap((plan) =>
    retainedFor(plan, world).map((row) => {
      const until = row.until.toISOString()
      const message = `Data of "${row.service}" in ${plan.name} is still kept from before, until ${until}. Send \`retained: RESTORE\` to use it again or \`retained: DISCARD\` to begin empty.`
      const path = ['deployments', plan.name, 'services', row.service]
      return problem('RETAINED_DATA', message, { path, details: { until, choices: ['RESTORE', 'DISCARD'] } })
    }),
  )
}

/** What is retained under the name of a service that comes new. */
export function retainedFor(plan: TargetPlan, world: Pick<World, 'retained'>) {
  return world.retained.filter((row) => row.deployment === plan.id && plan.addedServices.includes(row.service))
}

// The cluster would be told to make and to remove the same thing.
function returning(plans: readonly TargetPlan[], world: World): readonly Problem[] {
  return plans.flatMap((plan) => {
    if (plan.effect === 'REMOVED') return []
    const stones = world.tombstones.get(plan.id) ?? []
    const inTheWay = stones.filter(
      ({ service }) =>
        (service === null && plan.effect === 'CREATED') || (service !== null && plan.addedServices.includes(service)),
    )
    return inTheWay.map(({ service }) => {
      const what = service === null ? `The removal of ${plan.name}` : `The removal of "${service}" from ${plan.name}`
      const message = `${what} is still on its way. Wait until it is done, then add it again.`
      return problem('STATE_WRONG', message, { path: ['deployments', plan.name], retry: 'LATER' })
    })
  })
}
