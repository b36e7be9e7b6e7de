// Generated from the folders beside this file by generate-catalogue.ts; do not edit.
import { serviceType as objectStorage } from './object-storage/service-type.ts'
import { serviceType as postgresql } from './postgresql/service-type.ts'
import { serviceType as redis } from './redis/service-type.ts'
import { serviceType as scratch } from './scratch/service-type.ts'
import { serviceType as singleSignOn } from './single-sign-on/service-type.ts'
import { serviceType as volume } from './volume/service-type.ts'
import type { Catalogue } from './service-type.ts'

/** Every service type that the platform has. */
export const catalogue: Catalogue = new Map([
  [objectStorage.type, objectStorage],
  [postgresql.type, postgresql],
  [redis.type, redis],
  [scratch.type, scratch],
  [singleSignOn.type, singleSignOn],
  [volume.type, volume],
])
