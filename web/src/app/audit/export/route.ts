import type { NextRequest } from 'next/server'
import { exportAudit } from '../../../audit/export.ts'

export function GET(request: NextRequest): Promise<Response> {
  return exportAudit(request, null)
}
