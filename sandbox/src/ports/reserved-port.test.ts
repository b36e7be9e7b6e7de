import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { afterEach, expect, test } from 'vitest'
import { reservedPort } from './reserved-port.ts'

const others: ChildProcess[] = []
afterEach(async () => {
  await Promise.all(
    others.splice(0).map(async (other) => {
      if (other.exitCode !== null) return
      const ended = once(other, 'exit')
      other.kill()
      await ended
    }),
  )
})

/** Ports that another process reserved, which goes on running and listens on none of them. */
async function reservedElsewhere(count: number): Promise<readonly number[]> {
  const module = JSON.stringify(new URL('reserved-port.ts', import.meta.url).href)
  const program = `import { reservedPort } from ${module}
    for (let left = ${count}; left > 0; left -= 1) console.log(await reservedPort())
    process.stdin.resume()`
  const other = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  others.push(other)
  const ports: number[] = []
  for await (const line of createInterface(other.stdout)) if (ports.push(Number(line)) === count) break
  return ports
}

test('processes that ask at once are given different ports, though none listens yet', async () => {
  const given = await Promise.all([reservedElsewhere(90), reservedElsewhere(90), reservedElsewhere(90)])
  const ports = given.flat()
  expect(ports).toHaveLength(270)
  expect(new Set(ports).size).toBe(270)
})

test('a process that needs more ports than a block has takes another block', async () => {
  const ports = await Promise.all(Array.from({ length: 150 }, () => reservedPort()))
  expect(new Set(ports).size).toBe(150)
})

test('a port on which somebody listens is not given', async () => {
  const next = (await reservedPort()) + 1
  const server = createServer().listen(next, '127.0.0.1')
  await once(server, 'listening')
  expect(await reservedPort()).not.toBe(next)
  server.close()
})

test('having reserved ports keeps no process from ending', async () => {
  await reservedElsewhere(1)
  const [other] = others
  const ended = once(other!, 'exit')
  other!.stdin!.end()
  expect(await ended).toEqual([0, null])
})
