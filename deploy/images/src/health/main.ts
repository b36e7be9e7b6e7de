import { get as getHttp } from 'node:http'
import { get as getHttps } from 'node:https'
import { address } from './config.ts'

/**
 * The health check of an image: no curl is in it. Whether the program lives, not whether it is ready: what it waits for
 * does not come back by starting it again.
 */
const get = address.startsWith('https:') ? getHttps : getHttp
// Nobody else answers on a container's own loopback, and no certificate is made for that name.
const asked = get(address, { timeout: 4_000, rejectUnauthorized: false }, (answer) => {
  process.exitCode = answer.statusCode === 200 ? 0 : 1
  answer.resume()
})
asked.on('timeout', () => asked.destroy(new Error(`nothing came from ${address} in time`)))
asked.on('error', (error) => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})
