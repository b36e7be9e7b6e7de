import {
  ApplyProjectFileDocument,
  ClusterDocument,
  DeploymentDocument,
  OperationDocument,
  ProjectDocument,
  ServiceTypesDocument,
} from '../../generated/graph.ts'
import type { Copied } from './copied.ts'

/** One request to the graph, as any client of it can send. */
export type GraphRequest = { readonly query: string; readonly variables: Readonly<Record<string, unknown>> }

/** What to send to the graph to read the thing, or to do what the form does. */
export function requestOf(copied: Copied): GraphRequest {
  switch (copied.type) {
    case 'project':
      return { query: ProjectDocument.toString().trim(), variables: { name: copied.name } }
    case 'deployment':
      return { query: DeploymentDocument.toString().trim(), variables: { id: copied.id } }
    case 'operation':
      return { query: OperationDocument.toString().trim(), variables: { id: copied.id } }
    case 'cluster':
      return { query: ClusterDocument.toString().trim(), variables: { name: copied.name } }
    case 'service-type':
      return { query: ServiceTypesDocument.toString().trim(), variables: {} }
    case 'file': {
      const { file, revision } = copied
      const expected = revision === null ? {} : { expectedRevision: revision }
      return { query: ApplyProjectFileDocument.toString().trim(), variables: { input: { file, ...expected } } }
    }
    default:
      return copied satisfies never
  }
}
