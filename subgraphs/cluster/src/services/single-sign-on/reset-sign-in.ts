import type { DeploymentRef } from '@operations-manager/schema/ids/global-id.ts'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { IdentityPort } from '../../ports/identity.ts'
import { PortError } from '../../ports/port-error.ts'
import { parseMarkEntries, type Owner } from '../mark.ts'
import { realmOf, type IdentitySettings } from './realm/wish.ts'

export type ResetDeps = {
  readonly port: IdentityPort
  readonly installation: string
  readonly settings: IdentitySettings
  readonly newSecret: () => Secret
}

/**
 * Gives a person of a deployment's realm a temporary password, to be changed at the first sign-in. It is handed back
 * once and stored nowhere. Only realms of ours, and only where no organisation's provider holds the passwords.
 */
export async function resetSignIn(
  { port, installation, settings, newSecret }: ResetDeps,
  { project, cluster }: DeploymentRef,
  email: string,
): Promise<{ readonly username: string; readonly password: Secret }> {
  if (settings.provider !== null)
    throw new PortError('identity', 'refused', "People sign in through the organisation's provider, not by password.")
  const realm = realmOf(project, cluster, settings)
  const mark: Owner | null = parseMarkEntries((await port.readRealm(realm))?.attributes ?? {})
  if (mark?.installation !== installation || mark.cluster !== cluster)
    throw new PortError('identity', 'not-found', 'The project has no sign-in realm in this cluster.')
  const [user] = await port.findUsers(realm, [email])
  if (user === undefined)
    throw new PortError('identity', 'not-found', 'Nobody with this e-mail address is a user of the realm.')
  const password = newSecret()
  await port.setTemporaryPassword(realm, user.id, password)
  return { username: user.username, password }
}
