import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { NodeSpace } from './node-space.ts'

/** How a node gives each container its files: `overlayfs` stacks those of its image, `native` copies them. */
export type Snapshotter = 'overlayfs' | 'native'

/**
 * Stacked where that can be done in this folder, which is tried; where its file system is itself stacked, as in a
 * container, it cannot. Copies work everywhere, but each pod of a large image costs as much as copying that.
 */
export async function snapshotterFor(space: NodeSpace, folder: string): Promise<Snapshotter> {
  const trial = join(folder, 'overlay-trial')
  const place = (name: string): string => join(trial, name)
  const merged = place('merged')
  await Promise.all(['lower', 'upper', 'work', 'merged'].map((name) => mkdir(place(name), { recursive: true })))
  try {
    const layers = `lowerdir=${place('lower')},upperdir=${place('upper')},workdir=${place('work')}`
    const canStack = await isDone(
      space.runInside('mount', ['--types', 'overlay', '--options', layers, 'files', merged]),
    )
    if (canStack) await space.runInside('umount', [merged])
    return canStack ? 'overlayfs' : 'native'
  } finally {
    await rm(trial, { recursive: true, force: true })
  }
}

/** Whether it can be done at all is the question; why not is no fault. */
async function isDone(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  )
}
