import { createHash } from 'node:crypto'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import { redisUser } from './instance.ts'

/**
 * Commands that count as dangerous to a server and are not: they touch nothing but what the account holds anyway, and
 * libraries for queues and caches do not work without them.
 */
const harmless = ['info', 'keys', 'sort', 'flushdb', 'flushall'] as const

/** Commands of nobody: they change the server, look at other connections, or reach elsewhere. */
const forbidden = ['@admin', '@dangerous'] as const

/**
 * The accounts of a server, as it reads them at its start: nobody without a password, and one account for the workloads.
 * The password stands there as a hash; it has 190 random bits, so nobody finds it from that.
 */
export function accountsFile(password: Secret): string {
  const hash = createHash('sha256').update(password.reveal()).digest('hex')
  const rules = ['~*', '&*', '+@all', ...forbidden.map((one) => `-${one}`), ...harmless.map((one) => `+${one}`)]
  return ['user default off', `user ${redisUser} on #${hash} ${rules.join(' ')}`, ''].join('\n')
}
