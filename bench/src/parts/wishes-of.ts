import { deploymentId } from '@operations-manager/schema/ids/global-id.ts'
import type { Wish } from '@operations-manager/schema/link/messages.ts'
import { readProjectFile } from '@operations-manager/schema/project-file/read.ts'
import { generationOf } from '@operations-manager/schema/resolve/generation.ts'
import { resolveDeployment } from '@operations-manager/schema/resolve/resolve.ts'
import { catalogue } from '@operations-manager/schema/services/catalogue.ts'

/** What the registry does with a project file that was saved: read it, and work out what each deployment is to be. */
export function wishesOf(text: string, installation: string): Wish[] {
  const reading = readProjectFile(text, catalogue)
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
  return Object.keys(reading.file.deployments).map((deployment) => {
    const spec = resolveDeployment(reading.file, deployment, { installation, catalogue })
    return {
      id: deploymentId(spec),
      generation: generationOf(spec),
      revision: 'r1',
      operation: `operation ${spec.project}`,
      held: false,
      restarts: {},
      reissue: {},
      retained: {},
      attempts: {},
      spec,
    }
  })
}
