import type { Resolvers } from '@operations-manager/schema/generated/registry.ts'
import { encodeGlobalId } from '@operations-manager/schema/ids/global-id.ts'
import { differencesOf } from '../../changes/differences.ts'
import type { Context } from '../../context.ts'
import { actorOfCommit } from '../operation/actor.ts'
import { operationPage } from '../operation/pages.ts'
import { permission, visibleProject } from '../visibility.ts'
import { deploymentModels } from '../deployment/read.ts'
import { bindingsIn, componentsOf, servicesOf } from './file-view.ts'
import { heldRemovalsOf, retainedOf } from './kept.ts'
import { listVisibleProjects } from './list.ts'
import { memberResolvers, membersOf } from './members.ts'
import { noticesOf } from './notices.ts'
import { historyPage, revisionOf } from './history.ts'
import { recipientsOf } from './recipients.ts'
import { secretsOf } from './secrets.ts'
import { fileOf, shownDescription } from './read.ts'

export const projectResolvers: Resolvers<Context> = {
  Query: {
    project: (_, { name }, context) => visibleProject(context, name),
    projects: (_, args, context) => listVisibleProjects(context, args),
    checkProjectFile: (_, { input }, context) => context.app.changes.check(context.access, input),
    importProjectFile: (_, { input }, { app }) => {
      const { ok, text, ...rest } = app.files.importOlder(input.file)
      return { valid: ok, file: text, ...rest }
    },
    projectFileSchema: (_, __, { app }) => app.files.jsonSchema(),
  },
  Project: {
    id: (project) => encodeGlobalId('Project', project.name),
    description: (project, _, context) => shownDescription(fileOf(context, project)),
    changedAt: (project) => project.updatedAt,
    history: (project, args, context) => historyPage(context, project.name, args),
    members: (project, _, context) => membersOf(context, project),
    components: (project, _, context) => componentsOf(fileOf(context, project)),
    services: (project, _, context) => servicesOf(fileOf(context, project)),
    bindings: (project, _, context) => bindingsIn(fileOf(context, project)),
    deployments: (project, _, context) => deploymentModels(context, project.name),
    deployment: async (project, { name }, context) =>
      (await deploymentModels(context, project.name)).find((deployment) => deployment.name === name) ?? null,
    operations: (project, args, context) => operationPage(context, { project: project.name }, args),
    lastOperation: (project, _, { load }) => load.latestOperationOf.load(project.name),
    retained: (project, _, context) => retainedOf(context, project.name),
    heldRemovals: (project, _, context) => heldRemovalsOf(context, project),
    secretRecipients: (project, args, context) => recipientsOf(context, fileOf(context, project), args),
    secrets: (project, _, context) => secretsOf(fileOf(context, project)),
    registries: (project, _, context) =>
      Object.entries(fileOf(context, project).registries).map(([name, registry]) => ({ name, ...registry })),
    notices: (project, _, context) => noticesOf(context, project),
    viewerCan: (project, _, context) => ({
      edit: permission(context, project, 'edit'),
      deploy: permission(context, project, 'deploy'),
      setSecrets: permission(context, project, 'setSecrets'),
      removeData: permission(context, project, 'removeData'),
      manageMembers: permission(context, project, 'manageMembers'),
      readAudit: permission(context, project, 'readAudit'),
      manageTokens: permission(context, project, 'manageTokens'),
      own: permission(context, project, 'own'),
    }),
  },
  Member: memberResolvers,
  Revision: {
    at: async (revision, _, context) => (await revisionOf(context, revision)).at,
    author: async (revision, _, context) => actorOfCommit(await revisionOf(context, revision)),
    message: async (revision, _, context) => (await revisionOf(context, revision)).message,
    operation: async (revision, _, context) => {
      const { operationTrailer } = await revisionOf(context, revision)
      const view = operationTrailer === null ? null : await context.load.operation.load(operationTrailer)
      // A copied commit carries the trailer too, and then of an operation that is somewhere else.
      return view?.operation.project === revision.project ? view.operation : null
    },
    file: async (revision, _, context) => (await revisionOf(context, revision)).file,
    differences: async (revision, _, context) => {
      const { parent, file } = await revisionOf(context, revision)
      const before = parent === null ? null : await context.app.history.read(revision.project, parent)
      return differencesOf(before?.file ?? null, file, context.app)
    },
  },
}
