import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { baseLibraries, nodeProgram, writeBase } from './base.ts'
import { copyDebianFiles } from './debian-files.ts'
import type { ProgramImage } from './programs.ts'
import { accountId, appFolder } from './run-settings.ts'

/** What one layer of an image holds. */
export type LayerPlan = {
  readonly name: 'base' | 'system' | 'program' | 'data'
  /** Writes it into an empty folder that stands for the root. */
  readonly fill: (root: string) => Promise<void>
  /** Whose its files are. */
  readonly owner: number
  /** Files of this machine that it holds copies of. */
  readonly copies: readonly string[]
  /** True if it is the same in every image. */
  readonly isShared: boolean
}

/** The layers of an image, the one that changes least first. */
export function layersOf(image: ProgramImage): readonly LayerPlan[] {
  const { debian, data } = image
  const base = { name: 'base', fill: writeBase, owner: 0, copies: [nodeProgram], isShared: true } as const
  const system = {
    name: 'system',
    fill: async (root: string) =>
      copyDebianFiles(root, { programs: debian, plain: debian, except: await baseLibraries() }),
    owner: 0,
    copies: debian,
    isShared: false,
  } as const
  const program = {
    name: 'program',
    fill: (root: string) => writeProgram(image, join(root, appFolder)),
    owner: 0,
    copies: [],
    isShared: false,
  } as const
  const own = {
    name: 'data',
    fill: async (root: string) => void (await mkdir(join(root, data ?? ''), { recursive: true })),
    owner: accountId,
    copies: [],
    isShared: true,
  } as const
  return [base, ...(debian.length === 0 ? [] : [system]), program, ...(data === null ? [] : [own])]
}

async function writeProgram(image: ProgramImage, folder: string): Promise<void> {
  // Only here: a bundler takes memory that whoever only asks for a layer's name can do without.
  const { bundle, bundleHealth } = await import('./bundle.ts')
  if (image.made.by === 'rolldown') return await bundle(image.title, image.made, folder)
  const { writeWeb } = await import('./web.ts')
  await writeWeb(folder)
  await bundleHealth(folder)
}
