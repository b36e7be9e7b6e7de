import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { objectNames } from '@operations-manager/schema/names/names.ts'
import { redisPort } from '@operations-manager/schema/services/redis/service-type.ts'
import type { Outputs } from '../../credentials/outputs.ts'
import type { Instance } from '../instance.ts'

/** What is wished of an instance. */
export type RedisWish = {
  readonly memoryBytes: number
  readonly policy: string
  /** Whether what it holds is written to a volume. */
  readonly isKept: boolean
  readonly reissue: string | undefined
}

/** The one account of each server that anybody can sign in as. */
export const redisUser = 'workload'

/** The part that claims of this type are labelled with. */
export const claimPart = 'redis-data'

/** What workloads get, under the keys that the service type declares. */
export function redisOutputs({ service }: Instance, password: Secret): Outputs {
  const host = objectNames.server(service)
  const url = new URL(`redis://host:${redisPort}`)
  url.hostname = host
  url.username = redisUser
  url.password = password.reveal()
  return { host, port: String(redisPort), user: redisUser, password, url: new Secret(url.toString()) }
}
