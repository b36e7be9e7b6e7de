import { elapsed, recordEvent, type World } from '../world.ts'
import { listOf, viewOf } from '../views.ts'

/** The storage provisioner: claims are bound, and grow when asked. */
export function bindClaims(world: World, namespace: string): void {
  for (const claim of listOf(world.store, 'PersistentVolumeClaim', namespace)) {
    if (claim.metadata.deletionTimestamp !== undefined) continue
    const bound = elapsed(world, claim.metadata.creationTimestamp, world.timings.bindingMs, claim.metadata.uid ?? '')
    const status = bound
      ? { phase: 'Bound', capacity: { storage: claim.spec.resources.requests['storage'] ?? '0' } }
      : { phase: 'Pending' }
    const before = claim.status?.phase
    world.store.write({ ...claim, status }, world.now)
    if (bound && before !== 'Bound')
      recordEvent(
        world,
        claim,
        'Normal',
        'ProvisioningSucceeded',
        `Successfully provisioned volume for claim ${claim.metadata.name}`,
      )
  }
}

/** The autoscaler without load: the number of pods stays between its bounds. */
export function autoscale(world: World, namespace: string): void {
  for (const scaler of listOf(world.store, 'HorizontalPodAutoscaler', namespace)) {
    const target = viewOf(world.store, 'Deployment', namespace, scaler.spec.scaleTargetRef.name)
    if (target === null) continue
    const replicas = Math.min(Math.max(target.spec.replicas, scaler.spec.minReplicas ?? 1), scaler.spec.maxReplicas)
    if (replicas !== target.spec.replicas)
      world.store.write({ ...target, spec: { ...target.spec, replicas } }, world.now)
  }
}
