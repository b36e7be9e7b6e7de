import type { ProjectSecretRecipientsArgs, SecretRecipient } from '@operations-manager/schema/generated/registry.ts'
import type { ProjectFile } from '@operations-manager/schema/project-file/model.ts'
import type { Context } from '../../context.ts'
import { secretRecipients } from '@operations-manager/schema/sealing/recipients.ts'
import { secretKeyOf } from '../../changes/secret-key.ts'
import { topLevel } from '../errors.ts'

/** The clusters that a value is to be sealed for, exactly, each with its key where it ever reported one. */
export async function recipientsOf(
  context: Context,
  file: ProjectFile,
  args: ProjectSecretRecipientsArgs,
): Promise<SecretRecipient[]> {
  const key = secretKeyOf(args)
  if (key === null)
    throw topLevel('BAD_USER_INPUT', 'Give either `component` or `registry`; `deployment` only with `component`.')
  const clusters = await context.load.clusters()
  return secretRecipients(file, key).map((cluster) => ({
    cluster,
    publicKey: clusters.get(cluster)?.profile?.agePublicKey ?? null,
  }))
}
