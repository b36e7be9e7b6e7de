import { Document, isNode, parseDocument } from 'yaml'

/** The part of a project file that is about one deployment, as it stands there; null if it says nothing of it. */
export function deploymentOf(file: string, name: string): string | null {
  const part = parseDocument(file).getIn(['deployments', name], true)
  if (!isNode(part)) return null
  const document = new Document({ deployments: {} })
  document.setIn(['deployments', name], part)
  return document.toString()
}
