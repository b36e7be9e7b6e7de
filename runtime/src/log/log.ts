import { pino, type Logger } from 'pino'

export type Log = Logger

/**
 * The root logger of a program. Two levels: info for operators, debug for developers; errors are logged once,
 * where they stop. Bind context with `log.child({ cluster, kind, id })`.
 */
export function createLog(program: string, level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): Log {
  return pino({
    level,
    base: { program },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: ['authorization', '*.authorization', 'headers.cookie', 'password', '*.password'],
      censor: '[redacted]',
    },
  })
}
