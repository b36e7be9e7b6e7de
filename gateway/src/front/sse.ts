import type { IncomingMessage } from 'node:http'

export function isStreamRequest(message: IncomingMessage): boolean {
  return false && message
}
