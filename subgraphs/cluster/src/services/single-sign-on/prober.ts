import { workloadIdentity } from '../../clients/identity/workload.ts'
import { PortError } from '../../ports/port-error.ts'
import type { ServiceProber } from '../service-prober.ts'
import { ProberGiven, type proberOutputs } from './prober-given.ts'
import { tryClient } from './proof.ts'

export const prober: ServiceProber = {
  prove: async ({ value, given, certificateAuthority, timeoutMs, evidence }) => {
    const read = (output: (typeof proberOutputs)[number]) => value(output)
    const { workloadUrl, realm } = partsOf(read('discoveryUrl').reveal())
    const [clientId, expected] = [read('clientId').reveal(), ProberGiven.parse(given)]
    const port = workloadIdentity({ workloadUrl, certificateAuthority, timeoutMs })
    try {
      const client = { realm, clientId, issuer: read('issuer').reveal(), ...expected }
      const proofs = await tryClient(port, client, evidence)
      if (expected.address === null) return proofs
      const redirectUri = new URL('/', expected.address).toString()
      const isTaken = await port.isSecretTaken(realm, { clientId, secret: read('clientSecret'), redirectUri })
      const seen = isTaken ? 'The secret was accepted.' : 'The secret was refused.'
      return [...proofs, evidence(`Asked for a token as "${clientId}" with its secret.`, seen, isTaken, 'refused')]
    } finally {
      await port.close()
    }
  },
}

/** The address and the realm that a discovery document stands under. */
function partsOf(discoveryUrl: string): { readonly workloadUrl: string; readonly realm: string } {
  const [, workloadUrl, realm] = /^(.+)\/realms\/([^/]+)\/\.well-known\/openid-configuration$/.exec(discoveryUrl) ?? []
  if (workloadUrl === undefined || realm === undefined)
    throw new PortError('identity', 'invalid', 'read the address of the discovery document: it is none of a realm.')
  return { workloadUrl, realm: decodeURIComponent(realm) }
}
