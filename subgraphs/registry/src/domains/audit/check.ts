import type { AuditChainCheck, AuditChainEndInput } from '@operations-manager/schema/generated/registry.ts'
import type { Context } from '../../context.ts'
import { checkLinks } from '../../store/audit-chain.ts'
import { chainStart, type ChainEnd } from '../../store/audit-record.ts'
import { readChain } from '../../store/audit.ts'
import { topLevel } from '../errors.ts'

/** So much is checked with one question; whoever asks goes on from there. */
const partSize = 2_000

/** Checks the next part of the chain. */
export async function checkPart(context: Context, after: AuditChainEndInput | null): Promise<AuditChainCheck> {
  const decision = context.access.toInstallation('readAudit')
  if (!decision.allowed) throw topLevel('FORBIDDEN', decision.reason)
  const start = after === null ? chainStart : readEnd(after)
  const records = await readChain(context.app.db, { after: start.number, limit: partSize })
  const { end, broken } = checkLinks(start, records)
  return {
    end: { number: String(end.number), hash: end.hash },
    isComplete: broken === null && records.length < partSize,
    broken: broken === null ? null : `Record ${broken.number}: ${broken.why}`,
  }
}

function readEnd({ number, hash }: AuditChainEndInput): ChainEnd {
  if (/^\d{1,15}$/.test(number) && /^[0-9a-f]{64}$/.test(hash)) return { number: Number(number), hash }
  throw topLevel('BAD_USER_INPUT', '`after` is no end of a part. Send the `end` of the part before.')
}
