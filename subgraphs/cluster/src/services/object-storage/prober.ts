import { workloadStorage } from '../../clients/object-storage/object-storage.ts'
import type { ServiceProber } from '../service-prober.ts'
import { ProberGiven, type proberOutputs } from './prober-given.ts'
import { tryKeys } from './proof.ts'

export const prober: ServiceProber = {
  prove: async ({ value, given, certificateAuthority, timeoutMs, evidence }) => {
    const read = (output: (typeof proberOutputs)[number]) => value(output)
    const port = workloadStorage({
      url: read('endpoint').reveal(),
      region: read('region').reveal(),
      certificateAuthority,
      timeoutMs,
      connections: 1,
    })
    try {
      const signIn = {
        accessKey: read('accessKey').reveal(),
        secretKey: read('secretKey'),
        bucket: read('bucket').reveal(),
      }
      return await tryKeys(port, signIn, ProberGiven.parse(given).canary, evidence)
    } finally {
      await port.close()
    }
  },
}
