import { z } from 'zod'
import type { KubernetesObject } from '../../ports/kubernetes.ts'

const Metadata = z.looseObject({ name: z.string() })
const AnObject = z.looseObject({ apiVersion: z.string(), kind: z.string(), metadata: Metadata })

/** An object as the API answers it, without the record of who owns which field: half of its size, and of no use to us. */
export function parsed(answer: unknown): KubernetesObject {
  const { metadata, ...object } = AnObject.parse(answer)
  const { managedFields: _fields, ...own } = metadata
  return { ...object, metadata: own }
}
