import type { Level } from '../level.ts'
import { readTestbedConfig } from '../config.ts'
import { lookAtMachine } from '../machine/machine.ts'
import { missingFor, missingMessage } from '../machine/missing.ts'

/** What differs between the vitest projects of the three levels. */
export type LevelProject = {
  readonly name: Level
  readonly include: string[]
  readonly globalSetup: string[]
  readonly setupFiles?: string[]
  readonly provide?: { readonly leftOut: string }
}

/**
 * The project of a level: its suites over its testbed. Where this machine cannot give the level, a person's run has
 * one skipped test instead that says why; on a build server the level starts all the same, and fails with the reason.
 */
export async function levelProject(level: Level): Promise<LevelProject> {
  const config = readTestbedConfig()
  const missing = missingFor(level, await lookAtMachine(config.path))
  if (missing.length > 0 && !config.isBuildServer) {
    return {
      name: level,
      include: ['testbed/src/vitest/left-out.ts'],
      globalSetup: [],
      provide: { leftOut: missingMessage(level, missing) },
    }
  }
  return {
    name: level,
    include: [`{schema,runtime,gateway,subgraphs,sandbox,testbed,tests}/**/*.on-${level}.ts`],
    globalSetup: [`testbed/src/vitest/${level}.ts`],
    ...(level === 'node' && { setupFiles: ['testbed/src/vitest/trust.ts'] }),
  }
}
