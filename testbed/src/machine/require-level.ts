import type { TestbedConfig } from '../config.ts'
import type { Level } from '../level.ts'
import { lookAtMachine } from './machine.ts'
import { missingFor, missingMessage } from './missing.ts'

/** Thrown where the machine lacks something; its message says what, and the command that brings it. */
export class MissingError extends Error {
  override readonly name = 'MissingError'
}

/** Goes on only where this machine can give the level. */
export async function requireLevel(level: Level, config: TestbedConfig): Promise<void> {
  const missing = missingFor(level, await lookAtMachine(config.path))
  if (missing.length > 0) throw new MissingError(missingMessage(level, missing))
}
