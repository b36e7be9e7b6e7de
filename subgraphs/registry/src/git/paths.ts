const projectPath = /^projects\/([a-z](?:[a-z0-9-]*[a-z0-9])?)\.yaml$/
const objectId = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/

/** No commit at all, as Git writes it. */
export const noCommit = '0'.repeat(40)

/** Where a project's file is. Refuses what is no name, so that no path is ever made of foreign text. */
export function pathOfProject(project: string): string {
  const path = `projects/${project}.yaml`
  if (!projectPath.test(path)) throw new Error(`"${project}" is no project name`)
  return path
}

/** The project that a path is the file of, or null for everything else in the repository. */
export function projectOfPath(path: string): string | null {
  return projectPath.exec(path)?.[1] ?? null
}

/** Whether a text is a whole object id. Nothing else from outside is handed to git as a revision. */
export function isObjectId(text: string): boolean {
  return objectId.test(text)
}
