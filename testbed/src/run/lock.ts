import { createHash } from 'node:crypto'
import { connect, createServer, type Server, type Socket } from 'node:net'

/**
 * Runs `work` while no other process of this account does anything under the same name. The lock is a socket in the
 * kernel's abstract name space: taking it is one atomic step, and it goes with its process however that ends, so no
 * file is left that somebody would have to judge as stale.
 */
export async function withLock<T>(name: string, onWait: () => void, work: () => Promise<T>): Promise<T> {
  const release = await takeLock(name, onWait)
  try {
    return await work()
  } finally {
    await release()
  }
}

async function takeLock(name: string, onWait: () => void): Promise<() => Promise<void>> {
  // A socket's name has at most 107 bytes.
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 32)
  const path = `\0operations-manager-testbed-${process.getuid?.() ?? 0}-${hash}`
  for (let hasWaited = false; ; hasWaited = true) {
    const held = await listen(path)
    if (held !== null) return held
    if (!hasWaited) onWait()
    await untilReleased(path)
  }
}

async function listen(path: string): Promise<(() => Promise<void>) | null> {
  const waiting = new Set<Socket>()
  const server = createServer((socket) => {
    waiting.add(socket)
    socket.on('error', () => socket.destroy()).on('close', () => waiting.delete(socket))
  })
  if (!(await isListening(server, path))) return null
  return async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    for (const socket of waiting) socket.destroy()
    await closed
  }
}

function isListening(server: Server, path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      if ('code' in error && error.code === 'EADDRINUSE') resolve(false)
      else reject(new Error('take a lock', { cause: error }))
    })
    server.listen(path, () => resolve(true))
  })
}

// The holder accepts and says nothing; the connection ends when it releases the lock or dies.
function untilReleased(path: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.resume()
    socket.on('error', () => socket.destroy()) // refused or cut off: released already, which `close` tells as well
    socket.on('close', () => resolve())
  })
}
