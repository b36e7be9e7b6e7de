import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { bridgeOf } from '../kubernetes/network.ts'
import { openRun } from '../run/run-folder.ts'
import { groupOf } from './control-groups.ts'

const limit = { timeout: 20_000, interval: 100 }

async function commandsOf(program: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const lines = pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')) // ended meanwhile
  return (await Promise.all(lines)).filter((line) => line.includes(program))
}

test('a testbed that is killed leaves nothing after the next start', async () => {
  const program = join(import.meta.dirname, 'test', 'leave-a-node.ts')
  const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string] // what `line` hands on
  const { index, folder, init } = JSON.parse(line) as { index: number; folder: string; init: string }
  expect(await readdir('/sys/class/net')).toContain(bridgeOf(index))
  expect(await commandsOf(init)).not.toEqual([])

  child.kill('SIGKILL')
  await once(child, 'exit')
  const said: string[] = []
  const next = await openRun((words) => said.push(words))
  try {
    expect(said.join('\n')).toContain(`cleaning what the testbed ${index} left`)
    expect((await readdir('/sys/class/net')).filter((name) => name.startsWith(bridgeOf(index)))).toEqual([])
    await expect.poll(() => commandsOf(folder), limit).toEqual([])
    expect(await readFile('/proc/self/mounts', 'utf8')).not.toContain(folder)
    const groups = await readdir('/sys/fs/cgroup', { recursive: false })
    const left = await Promise.all(
      groups.map((name) =>
        readdir(join('/sys/fs/cgroup', name, groupOf(index))).then(
          () => name,
          () => null,
        ),
      ),
    )
    expect(left.filter((name) => name !== null)).toEqual([])
  } finally {
    await next.close()
  }
})
