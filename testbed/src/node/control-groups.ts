import { mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const endLimitMs = 5_000

/** The control group of a testbed's nodes, as a path below the root of each hierarchy. */
export function groupOf(testbed: number): string {
  return `/operations-manager-testbed-${testbed}`
}

/**
 * Makes a group for one node in every hierarchy, and returns its path. Kubelets end every pod that they find in their
 * group and do not know, so two on one machine must not share one.
 */
export async function makeGroup(testbed: number, cluster: string): Promise<string> {
  const group = `${groupOf(testbed)}/${cluster}`
  for (const { root, isUnified, isAlone } of hierarchiesOf(await readFile('/proc/self/mounts', 'utf8'))) {
    if (isUnified && isAlone) await delegate(root, groupOf(testbed))
    await mkdir(join(root, group), { recursive: true })
    if (isUnified && isAlone) await passOn(join(root, group))
  }
  return group
}

/** Removes the groups of a testbed; its processes must have ended. */
export async function removeGroups(testbed: number): Promise<void> {
  const deadline = Date.now() + endLimitMs
  for (const { root } of hierarchiesOf(await readFile('/proc/self/mounts', 'utf8'))) {
    await removeTree(join(root, groupOf(testbed)), deadline)
  }
}

type Hierarchy = { readonly root: string; readonly isUnified: boolean; readonly isAlone: boolean }

/** The hierarchies of control groups, from the text of `/proc/self/mounts`; a unified one may stand beside older ones. */
export function hierarchiesOf(mounts: string): Hierarchy[] {
  const rows = mounts.split('\n').map((line) => line.split(' '))
  const found = rows.flatMap(([, root, type]) =>
    root !== undefined && (type === 'cgroup' || type === 'cgroup2') ? [{ root, isUnified: type === 'cgroup2' }] : [],
  )
  return found.map((one) => ({ ...one, isAlone: found.length === 1 }))
}

// In a unified hierarchy each level says which controllers its children get.
async function delegate(root: string, group: string): Promise<void> {
  await passOn(root)
  await mkdir(join(root, group), { recursive: true })
  await passOn(join(root, group))
}

async function passOn(folder: string): Promise<void> {
  const controllers = (await readFile(join(folder, 'cgroup.controllers'), 'utf8')).trim().split(/\s+/)
  const text = controllers.map((controller) => `+${controller}`).join(' ')
  await writeFile(join(folder, 'cgroup.subtree_control'), text)
}

async function removeTree(folder: string, deadline: number): Promise<void> {
  let children
  try {
    children = await readdir(folder, { withFileTypes: true })
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw new Error(`look into the control group ${folder}`, { cause: error })
  }
  for (const child of children) if (child.isDirectory()) await removeTree(join(folder, child.name), deadline)
  await removeEmpty(folder, deadline)
}

// The kernel lets go of a group a moment after its last process.
async function removeEmpty(folder: string, deadline: number): Promise<void> {
  for (;;) {
    try {
      await rmdir(folder)
      return
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return
      if (codeOf(error) !== 'EBUSY' || Date.now() > deadline) {
        throw new Error(`remove the control group ${folder}`, { cause: error })
      }
      await delay(20)
    }
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
