import type { ProjectModel } from '@operations-manager/schema/registry/models.ts'
import type { ProjectFile } from '@operations-manager/schema/project-file/model.ts'
import { apiVersion } from '@operations-manager/schema/project-file/model.ts'
import type { Context } from '../../context.ts'

/** The project's last good file, read. One that never validated has nothing in it. */
export function fileOf(context: Context, project: ProjectModel): ProjectFile {
  return context.app.files.read(project.file).file ?? emptyFile(project)
}

function emptyFile(project: ProjectModel): ProjectFile {
  const { name, displayName } = project
  const nothing = { members: [], registries: {}, services: {}, components: {}, deployments: {}, sealed: {} }
  return { apiVersion, name, displayName, description: '', ...nothing }
}

/** No description is null in the graph. */
export function shownDescription(file: ProjectFile): string | null {
  return file.description === '' ? null : file.description
}
