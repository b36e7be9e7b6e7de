import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { changed, finished } from '../system/graph.ts'

/** Applies a project file and waits until it is all true; throws with what is wrong if it does not get so. */
export async function provision(client: GraphClient, file: string): Promise<void> {
  const operation = await finished(client, await changed(client, 'applyProjectFile', { file }))
  if (operation.state !== 'SUCCEEDED') throw new Error(`it was not set up:\n${JSON.stringify(operation, null, 1)}`)
}
