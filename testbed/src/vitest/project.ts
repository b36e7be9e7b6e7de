import type { Level } from '../level.ts'
import { readTestbedConfig } from '../config.ts'
import { lookAtMachine } from '../machine/machine.ts'
import { missingFor, missingMessage } from '../machine/missing.ts'

/** What differs between the vitest projects of the three levels, and of those with nodes of their own. */
export type LevelProject = {
  readonly name: Level | 'installed' | 'own-node'
  readonly include: string[]
  readonly globalSetup: string[]
  readonly setupFiles?: string[]
  readonly provide?: { readonly leftOut: string }
}

const folders = '{schema,runtime,gateway,subgraphs,sandbox,testbed,tests}'

/**
 * The project of a level: its suites over its testbed. Where this machine cannot give the level, a person's run has
 * one skipped test instead that says why; on a build server the level starts all the same, and fails with the reason.
 */
export async function levelProject(level: Level): Promise<LevelProject> {
  return (
    (await leftOut(level, level)) ?? {
      name: level,
      include: [`${folders}/**/*.on-${level}.ts`],
      globalSetup: [`testbed/src/vitest/${level}.ts`],
      ...(level === 'node' && trusting),
    }
  )
}

/** Suites over a cluster backend that was installed with its chart, on a testbed of the level `node` of their own. */
export const installedSuites = 'tests/installed/**/*.on-node.ts'

/** They take a good third of the time of all suites over nodes, so they run beside the others. */
export async function installedProject(): Promise<LevelProject> {
  const name = 'installed'
  return (
    (await leftOut(name, 'node')) ?? {
      ...trusting,
      name,
      include: [installedSuites],
      globalSetup: ['testbed/src/vitest/node.ts'],
    }
  )
}

/** Suites that take away what others would miss: each starts a testbed of the level `node` for itself. */
export async function ownNodeProject(): Promise<LevelProject> {
  const name = 'own-node'
  return (await leftOut(name, 'node')) ?? { name, include: [`${folders}/**/*.on-own-node.ts`], globalSetup: [] }
}

/** A testbed with nodes has an authority of its own. */
const trusting = { setupFiles: ['testbed/src/vitest/trust.ts'] }
const config = readTestbedConfig()
/** Looked at once for all projects: every run of any suite makes all of them. */
const machine = lookAtMachine(config.path)

async function leftOut(name: LevelProject['name'], level: Level): Promise<LevelProject | null> {
  const missing = missingFor(level, await machine)
  if (missing.length === 0 || config.isBuildServer) return null
  return {
    name,
    include: ['testbed/src/vitest/left-out.ts'],
    globalSetup: [],
    provide: { leftOut: missingMessage(level, missing) },
  }
}
