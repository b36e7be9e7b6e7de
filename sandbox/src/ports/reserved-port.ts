import { createServer } from 'node:net'
import { isFree } from './free-port.ts'
import { portNames, type SandboxPorts } from './sandbox-ports.ts'

// Below the ports that Linux gives to outgoing connections (from 32768) and those of Kubernetes' node ports (from
// 30000): nobody takes one of ours while a server over it is stopped and started again.
const lowest = 12_000
const blockSize = 100
const blocks = 180

type Block = { readonly first: number; given: number }

let block: Promise<Block> | null = null

/**
 * A port for a server that this process starts, which no other process that asks here is given meanwhile. A port that
 * was only seen to be free is not enough: between that and a server that listens lie seconds, in which others look too.
 * So each process has a block of ports, which it holds by listening on the first of them until it ends.
 */
export async function reservedPort(address = '127.0.0.1'): Promise<number> {
  for (let attempt = 0; attempt < blocks * blockSize; attempt += 1) {
    const taken = (block ??= takeBlock())
    const current = await taken
    current.given += 1
    const port = current.first + current.given
    if (current.given < blockSize) {
      if (await isFree(port, address)) return port
    } else if (block === taken) block = null
  }
  throw new Error(`no free port was found at ${address}`)
}

/** A reserved port for each program of a sandbox. */
export async function reservedSandboxPorts(): Promise<SandboxPorts> {
  const ports = await Promise.all(portNames.map(async (name) => [name, await reservedPort()] as const))
  return Object.fromEntries(ports) as SandboxPorts // every name has a port
}

async function takeBlock(): Promise<Block> {
  const start = Math.floor(Math.random() * blocks)
  for (let step = 0; step < blocks; step += 1) {
    const first = lowest + ((start + step) % blocks) * blockSize
    if (await hold(first)) return { first, given: 0 }
  }
  throw new Error(`All ports from ${lowest} to ${lowest + blocks * blockSize - 1} are taken by processes that run.`)
}

/** Listens on a port until the process ends, and does not keep it from ending; false when another listens there. */
function hold(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error) => {
      if ('code' in error && error.code === 'EADDRINUSE') resolve(false)
      else reject(new Error(`hold port ${port}`, { cause: error }))
    })
    server.listen(port, '127.0.0.1', () => {
      server.unref()
      resolve(true)
    })
  })
}
