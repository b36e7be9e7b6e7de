import { randomBytes } from 'node:crypto'
import * as openid from 'openid-client'
import { deploymentId } from '@operations-manager/schema/ids/global-id.ts'
import { clientIdName } from '@operations-manager/schema/names/names.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { IdentityPort } from '../../ports/identity.ts'
import { Person, textOf, type Place } from '../../clients/identity/testing/person.ts'
import { aComponent, aService, aSpec, aWish } from '../../reconcile/testing/builders.ts'
import { realmOf, type IdentitySettings } from './realm/wish.ts'
import { sharedRealm } from './shared-realm.ts'

const cluster = 'cluster-a'
const space = { domain: 'apps.example', scheme: 'https' } as const
/** The address of every deployment here; nothing answers there, and nobody follows it. */
export const application = 'https://shop.apps.example/'

export type Tenant = {
  readonly realm: string
  readonly clientId: string
  readonly clientSecret: Secret
  /** The library that applications use, set up as from the injected variables. */
  readonly library: openid.Configuration
}

/** A project with a sign-in service and its members, made as the platform makes it. */
export async function aTenant(
  port: IdentityPort,
  settings: IdentitySettings,
  people: readonly { readonly email: string; readonly role: 'owner' | 'developer' }[],
): Promise<Tenant> {
  const project = `shop-${randomBytes(4).toString('hex')}`
  const ref = { cluster, project, deployment: 'production' }
  const web = aComponent({
    publish: { port: 'http', path: '/', stripPath: false, hosts: [{ type: 'default', label: 'shop' }] },
  })
  const spec = aSpec({
    ...ref,
    people: [...people],
    components: { web },
    services: { signin: aService('single-sign-on') },
  })
  const kind = sharedRealm({ port, installation: 'test', cluster, settings, space, retentionDays: 7 })
  const wish = aWish({ id: deploymentId(ref), spec })
  const { outcome } = await kind.bind(project, [wish], [], { now: () => new Date(), attempt: 1 }).run()
  if (outcome.type !== 'ready') throw new Error(`the realm of ${project} is not ready: ${JSON.stringify(outcome)}`)
  const realm = realmOf(project, cluster, settings)
  const clientId = clientIdName({ project, deployment: 'production', service: 'signin' })
  const client = await port.readClient(realm, clientId)
  if (client === null) throw new Error('the realm was made without its client')
  const library = await openid.discovery(
    new URL(`${settings.workloadUrl}/realms/${realm}`),
    clientId,
    undefined,
    openid.ClientSecretPost(client.secret.reveal()),
    { execute: [openid.allowInsecureRequests] }, // the testbed's Keycloak has no certificate
  )
  return { realm, clientId, clientSecret: client.secret, library }
}

/** Gives a user of a realm a password that nobody has to change. */
export async function givePassword(port: IdentityPort, realm: string, email: string): Promise<string> {
  const [user] = await port.findUsers(realm, [email])
  if (user === undefined) throw new Error(`${email} is no user of ${realm}`)
  const password = randomBytes(16).toString('base64url')
  await port.setTemporaryPassword(realm, user.id, new Secret(password))
  await port.updateUser(realm, user.id, { requiredActions: [] })
  return password
}

/** A sign-in as an application starts it, with PKCE. */
export async function startSignIn({ library }: Tenant, returnTo = `${application}callback`) {
  const verifier = openid.randomPKCECodeVerifier()
  const state = openid.randomState()
  const address = openid.buildAuthorizationUrl(library, {
    redirect_uri: returnTo,
    scope: 'openid email profile',
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
  })
  return { address, verifier, state }
}

/** Ends it: the code for tokens, which the library checks as an application would. */
export async function endSignIn(
  { library }: Tenant,
  { verifier, state }: Awaited<ReturnType<typeof startSignIn>>,
  place: Place,
): Promise<openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers> {
  if (!place.url.href.startsWith(application))
    throw new Error(`it ended at ${place.url.pathname} with ${place.status}: ${textOf(place.html)}`)
  return openid.authorizationCodeGrant(library, place.url, {
    pkceCodeVerifier: verifier,
    expectedState: state,
    idTokenExpected: true,
  })
}

/** Somebody signs in by password, from the application's first redirect to its tokens. */
export async function signIn(tenant: Tenant, username: string, password: string) {
  const person = new Person(application)
  const started = await startSignIn(tenant)
  const page = await person.open(started.address)
  return endSignIn(tenant, started, await person.submit(page, { username, password }))
}
