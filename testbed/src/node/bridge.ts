import { readdir } from 'node:fs/promises'
import { runProgram } from '../run/run-program.ts'
import { bridgeOf, hostAddressOf, outsideAddressOf } from '../kubernetes/network.ts'

/**
 * Makes the bridge that joins the nodes of a testbed to this machine, and returns the machine's address on it. The second
 * one stands for the world outside.
 */
export async function makeBridge(testbed: number): Promise<string> {
  const bridge = bridgeOf(testbed)
  const address = hostAddressOf(testbed)
  await runProgram('ip', ['link', 'add', bridge, 'type', 'bridge'])
  await runProgram('ip', ['address', 'add', `${address}/24`, 'dev', bridge])
  await runProgram('ip', ['address', 'add', `${outsideAddressOf(testbed)}/32`, 'dev', bridge])
  await runProgram('ip', ['link', 'set', bridge, 'up'])
  return address
}

/** Removes the bridge of a testbed, and with it its addresses and routes; the nodes' links went with the nodes. */
export async function removeBridge(testbed: number): Promise<void> {
  const links = await readdir('/sys/class/net')
  const bridge = bridgeOf(testbed)
  for (const link of links.filter((name) => name === bridge || name.startsWith(`${bridge}n`))) {
    await removeLink(link)
  }
}

async function removeLink(name: string): Promise<void> {
  try {
    await runProgram('ip', ['link', 'delete', name])
  } catch (error) {
    if (await isLink(name)) throw error
  }
}

// A link of a node that has just ended goes by itself at any moment.
async function isLink(name: string): Promise<boolean> {
  return (await readdir('/sys/class/net')).includes(name)
}
