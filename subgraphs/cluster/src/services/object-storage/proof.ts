import type { Proof } from '@operations-manager/schema/link/messages.ts'
import type { ObjectStoragePort, StorageSignIn } from '../../ports/object-storage.ts'
import { Waiting } from '../../reconcile/outcome.ts'
import { evidenceFrom, seenWhen, type Evidence } from '../proofs.ts'
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
  await port.ensureClosed(settings.canary)
  const signIn = { accessKey, secretKey: published.secret, bucket }
  return tryKeys(port, signIn, settings.canary, evidenceFrom(port.proofsFrom, now))
}

/** The proof itself, wherever it is made from. `canary`: a bucket of the platform that no tenant may list. */
export async function tryKeys(
  port: Pick<ObjectStoragePort, 'tryObject' | 'canList'>,
  signIn: StorageSignIn,
  canary: string,
  evidence: Evidence,
): Promise<readonly Proof[]> {
  const object = await seenWhen(() => port.tryObject(signIn))
  const isOpen = await port.canList({ ...signIn, bucket: canary })
  return [
    evidence(
      `As "${signIn.accessKey}", put, read back and deleted an object.`,
      object.seen,
      object.passed,
      object.fault,
    ),
    evidence("Tried to list the platform's own bucket.", isOpen ? 'It was listed.' : 'It was refused.', !isOpen),
  ]
}
