import type { ServiceProber } from '../service-prober.ts'
import { redisSignIns } from './client.ts'
import type { proberOutputs } from './prober-given.ts'
import { trySignIn } from './sign-in.ts'

export const prober: ServiceProber = {
  prove: ({ value, timeoutMs, evidence }) => {
    const read = (output: (typeof proberOutputs)[number]) => value(output)
    const port = redisSignIns({ host: read('host').reveal(), port: Number(read('port').reveal()), timeoutMs })
    return trySignIn(port, { user: read('user').reveal(), password: read('password') }, evidence)
  },
}
