import { postgresSignIns } from '../../clients/postgresql.ts'
import type { ServiceProber } from '../service-prober.ts'
import { ProberGiven, type proberOutputs } from './prober-given.ts'
import { trySignIn } from './proof.ts'

export const prober: ServiceProber = {
  prove: async ({ value, given, certificateAuthority, timeoutMs, evidence }) => {
    const read = (output: (typeof proberOutputs)[number]) => value(output)
    const { canary, tls } = ProberGiven.parse(given)
    const port = postgresSignIns({
      host: read('host').reveal(),
      port: Number(read('port').reveal()),
      tls: tls ? { certificateAuthority } : null,
      timeoutMs,
    })
    const signIn = { user: read('user').reveal(), password: read('password'), database: read('database').reveal() }
    return trySignIn(port, signIn, { schema: read('schema').reveal(), canary }, evidence)
  },
}
