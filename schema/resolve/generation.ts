import { createHash } from 'node:crypto'
import type { DeploymentSpec } from '../spec/deployment-spec.ts'
import { canonicalJson } from './canonical-json.ts'

/** The generation of a spec: the SHA-256 of its canonical JSON, in hex. Same generation, no work. */
export function generationOf(spec: DeploymentSpec): string {
  return createHash('sha256').update(canonicalJson(spec)).digest('hex')
}
