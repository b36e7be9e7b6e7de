import type { NextRequest } from 'next/server'
import { exportAudit } from '../../../../../audit/export.ts'

type Props = { readonly params: Promise<{ readonly name: string }> }

export async function GET(request: NextRequest, { params }: Props): Promise<Response> {
  return exportAudit(request, decodeURIComponent((await params).name))
}
