import type { Proof } from '@operations-manager/schema/link/messages.ts'
import { Waiting } from '../../reconcile/outcome.ts'
import { evidenceFrom, seenWhen } from '../proofs.ts'
import type { StorageDeps } from './deps.ts'
import type { StorageInstance } from './instance.ts'

/** Tries the bucket as its user would, and that the platform's own is closed to that user. */
export async function proveStorage(
  { port, credentials }: StorageDeps,
  instance: StorageInstance,
  now: () => Date,
): Promise<readonly Proof[]> {
  const published = await credentials.readPublished(instance.place)
  if (published === null) throw new Waiting('the published keys', 2_000)
  const { accessKey, bucket, settings } = instance
  const signIn = { accessKey, secretKey: published.secret, bucket }
  const evidence = evidenceFrom(port.proofsFrom, now)
  const object = await seenWhen(() => port.tryObject(signIn))
  await port.ensureClosed(settings.canary)
  const isOpen = await port.canList({ ...signIn, bucket: settings.canary })
  return [
    evidence(`As "${accessKey}", put, read back and deleted an object.`, object.seen, object.passed),
    evidence("Tried to list the platform's own bucket.", isOpen ? 'It was listed.' : 'It was refused.', !isOpen),
  ]
}
