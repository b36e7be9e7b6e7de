import { refusing } from '../draft.ts'
import type { Finding } from '../finding.ts'
import { nearest, offer } from '../suggest.ts'

/** What is published has a port that requests can go to. */
export const publishing = refusing(({ file, isSound }) =>
  Object.entries(file.components).flatMap(([name, { publish, ports }]): readonly Finding[] => {
    const path = ['components', name, 'publish']
    if (publish === null || !isSound(['components', name, 'ports']) || !isSound(['components', name, 'port'])) return []
    const valid = Object.keys(ports)
    if (valid.length === 0) {
      const message = `"${name}" is published and has no port, so no request could reach it. Add the \`port\` that the program listens on.`
      return [{ code: 'VALUE_MISSING', path, at: 'key', message }]
    }
    if (publish.port !== null && !valid.includes(publish.port)) {
      const message = `"${name}" has no port "${publish.port}". ${offer(publish.port, valid, 'port')}`
      return [
        {
          code: 'REFERENCE_UNKNOWN',
          path: [...path, 'port'],
          message,
          validValues: nearest(publish.port, valid).ordered,
        },
      ]
    }
    const chosen = publish.port ?? (valid.length === 1 ? valid[0] : valid.find((port) => port === 'http'))
    if (chosen === undefined) {
      const message = `"${name}" has several ports and none is called "http". Say which one requests go to: \`publish: { port: ${valid[0]} }\`.`
      return [{ code: 'VALUE_MISSING', path: [...path, 'port'], at: 'key', message, validValues: valid }]
    }
    if (ports[chosen]?.protocol !== 'UDP') return []
    const message = `The port "${chosen}" is UDP, and an address is reached by TCP. Name another port.`
    return [{ code: 'VALUE_INVALID', path, at: 'key', message }]
  }),
)
