// Generated from the folders beside this file by generate-units.ts; do not edit.
import { unit as objectStorage } from './object-storage/unit.ts'
import { unit as postgresql } from './postgresql/unit.ts'
import { unit as redis } from './redis/unit.ts'
import { unit as scratch } from './scratch/unit.ts'
import { unit as singleSignOn } from './single-sign-on/unit.ts'
import { unit as volume } from './volume/unit.ts'
import type { ServiceUnit } from './unit.ts'

/** Every service type that a cluster can make. */
export const units: readonly ServiceUnit[] = [objectStorage, postgresql, redis, scratch, singleSignOn, volume]
