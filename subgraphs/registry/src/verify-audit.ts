import { ConfigError } from '@operations-manager/runtime/config/read-config.ts'
import { createLog } from '@operations-manager/runtime/log/log.ts'
import { verifyChain } from './audit/verify.ts'
import { readVerifyConfig } from './config.ts'
import { openDatabase } from './store/database.ts'

const pageSize = 2_000

/** `npm run audit:verify`: walks along the whole chain of audit records, and says what it found. */
async function verifyAudit(): Promise<boolean> {
  const { databaseUrl, expect } = readVerifyConfig(process.argv.slice(2))
  const database = openDatabase({ url: databaseUrl, log: createLog('audit', 'warn'), maxConnections: 1 })
  try {
    const { count, first, last, broken } = await verifyChain(database.db, { pageSize, expect })
    const lines = [
      `${count} audit records follow each other without a fault.`,
      ...(first === null ? [] : [`first ${first.number}:${first.hash}`]),
      ...(last === null ? [] : [`last ${last.number}:${last.hash}`]),
      ...(broken === null ? [] : [`Record ${broken.number} is broken. ${broken.why}`]),
    ]
    process.stdout.write(`${lines.join('\n')}\n`)
    return broken === null
  } finally {
    await database.close()
  }
}

try {
  if (!(await verifyAudit())) process.exitCode = 1
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
