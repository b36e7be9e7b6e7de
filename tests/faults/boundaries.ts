import { deploymentId, type DeploymentRef } from '@operations-manager/schema/ids/global-id.ts'
import type { Report } from '@operations-manager/schema/link/messages.ts'
import { readProjectFile } from '@operations-manager/schema/project-file/read.ts'
import { resolveDeployment } from '@operations-manager/schema/resolve/resolve.ts'
import { catalogue } from '@operations-manager/schema/services/catalogue.ts'
import { stepGraph } from '@operations-manager/schema/steps/graph.ts'

/** The boundary behind the last step: the deployment itself is done. */
export const theEnd = 'all of it'

/** Where one step of a deployment ends and others may begin: the keys of its steps, and its own end. */
export function boundariesOf(text: string, deployment: string): readonly string[] {
  const reading = readProjectFile(text, catalogue)
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
  const spec = resolveDeployment(reading.file, deployment, { installation: 'any', catalogue })
  return [...stepGraph(spec, catalogue).map(({ key }) => key), theEnd]
}

/** Whether these reports say that a deployment has come to a boundary. */
export function areAt(boundary: string, ref: DeploymentRef, reports: readonly Report[]): boolean {
  const deployment = deploymentId(ref)
  return reports.some((report) => {
    if (report.type !== 'step' && report.type !== 'target') return false
    if (report.deployment !== deployment || report.state !== 'SUCCEEDED') return false
    return boundary === (report.type === 'step' ? report.step : theEnd)
  })
}
