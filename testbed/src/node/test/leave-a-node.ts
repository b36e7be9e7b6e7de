import { readTestbedConfig } from '../../config.ts'
import { networkOf } from '../../kubernetes/network.ts'
import { openRun } from '../../run/run-folder.ts'
import { makeBridge } from '../bridge.ts'
import { makeGroup } from '../control-groups.ts'
import { joinBridge, openNodeSpace } from '../node-space.ts'
import { buildNodeInit } from '../programs.ts'

// Makes what a node leaves on a machine, says where, and waits to be killed.
const { cacheFolder } = readTestbedConfig()
const silent = (): void => {}
const init = await buildNodeInit({ folder: cacheFolder, say: silent })
const run = await openRun(silent)
await makeBridge(run.index)
await makeGroup(run.index, 'left')
const space = await openNodeSpace(run, 'left', init, [run.folder])
await joinBridge(space, networkOf(run.index, 0))
const sleeping = space.programInside({
  name: 'sleeping',
  file: 'sleep',
  args: ['600'],
  isReady: () => Promise.resolve(true),
  readyLimitMs: 5_000,
})
await sleeping.start()
process.stdout.write(`${JSON.stringify({ index: run.index, folder: run.folder, init })}\n`)
